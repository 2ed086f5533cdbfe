#!/bin/bash
# A stand-in for the bot program where only its life matters: says what it gets, obeys words in its settings.
IFS= read -r secrets
last=""
[[ "$(cat "$SATH_SETTINGS")" == *stubborn* ]] && trap '' TERM || trap 'echo ended; exit 143' TERM
echo "started with ${#secrets} characters of secrets in $(env | grep -c ^SECRET=) variables"
while true; do
  now="$(cat "$SATH_SETTINGS")"
  if [ "$now" != "$last" ]; then
    echo "settings $now"
    last="$now"
    case "$now" in
      *fails*) echo "it failed" >&2; exit 7;;
      *counts*) for i in $(seq 1 2000); do echo "line $i"; done;;
      *eats*) big=$(head -c 40000000 /dev/zero | tr '\0' x);;
    esac
    [[ "$now" == *once* ]] && exit 0
  fi
  sleep 0.05 & wait $!
done
