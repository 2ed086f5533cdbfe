/** Checks keys of DeepSeek and OpenAI, which speak alike. */
@NullMarked
package io.sath.platform.secrets.probe.openai;

import org.jspecify.annotations.NullMarked;
