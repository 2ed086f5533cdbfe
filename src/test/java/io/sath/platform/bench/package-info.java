/**
 * {@code ./sath bench}: the goals of speed and memory, measured on the programs as they run. It is
 * no test: {@code java} runs it from its source, with nothing but the JDK.
 */
@org.jspecify.annotations.NullMarked
package io.sath.platform.bench;
