#!/bin/sh
# Called by pre-commit, and by whoever wants to know before.
exec hadolint "$@"
