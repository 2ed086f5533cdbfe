/** Walks of a person through the pages, in a real browser on a platform that runs for real. */
@org.jspecify.annotations.NullMarked
package io.sath.platform.walk;
