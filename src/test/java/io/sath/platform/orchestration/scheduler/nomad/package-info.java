@org.jspecify.annotations.NullMarked
package io.sath.platform.orchestration.scheduler.nomad;
