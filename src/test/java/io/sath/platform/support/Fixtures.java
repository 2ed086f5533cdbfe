package io.sath.platform.support;

import org.springframework.boot.test.context.TestComponent;

/** Makes what a test needs around what it tests. */
@TestComponent
public class Fixtures {}
