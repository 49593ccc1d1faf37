#!/usr/bin/env bash
# Called by the workflow: the image that was built is stopped, or it is not.
set -euo pipefail

image=$1
trivy image --quiet --format json --severity HIGH,CRITICAL --output findings.json "$image"
python3 - <<'PYTHON'
import json, sys
results = json.load(open("findings.json")).get("Results", [])
found = [one for result in results for one in result.get("Vulnerabilities", [])]
print(f"{len(found)} findings that stop this image")
sys.exit(1 if found else 0)
PYTHON
