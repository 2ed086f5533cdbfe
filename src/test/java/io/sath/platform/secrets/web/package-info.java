@org.jspecify.annotations.NullMarked
package io.sath.platform.secrets.web;
