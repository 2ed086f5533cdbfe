@org.jspecify.annotations.NullMarked
package io.sath.platform.tenant.web;
