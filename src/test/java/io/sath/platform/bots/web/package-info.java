@org.jspecify.annotations.NullMarked
package io.sath.platform.bots.web;
