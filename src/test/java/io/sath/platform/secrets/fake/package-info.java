/** Stand-ins for what lies behind the ports of keys, which a test tells what to answer. */
@org.jspecify.annotations.NullMarked
package io.sath.platform.secrets.fake;
