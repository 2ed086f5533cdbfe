package io.sath.platform.account;

/** A log-in was ended, by its person, by a new password or because a token was stolen. */
record LogInEnded(String authId) {}
