#!/bin/sh
# An image build starts no services.
exit 101
