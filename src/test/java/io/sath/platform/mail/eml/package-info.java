@org.jspecify.annotations.NullMarked
package io.sath.platform.mail.eml;
