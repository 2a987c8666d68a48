"""Asks a SCIM server everything that scim2-tester knows to ask: ask.py <address> <token>. Ends with 1 where a check fails."""

import sys
from collections import Counter

from httpx2 import Client
from scim2_client.engines.httpx2 import SyncSCIMClient
from scim2_tester import Status, check_server

address, token = sys.argv[1:]
client = SyncSCIMClient(Client(base_url=address, headers={"Authorization": f"Bearer {token}"}, timeout=60))
results = check_server(client)
fine = {Status.SUCCESS, Status.COMPLIANT, Status.ACCEPTABLE}
for one in results:
    if one.status not in fine:
        print(one.status.name, one.title, one.resource_type or "", one.reason, one.data if one.status is Status.CRITICAL else "")
counted = Counter(one.status.name for one in results)
print(f"{len(results)} checks: " + ", ".join(f"{count} {name}" for name, count in counted.items()))
sys.exit(0 if results and all(one.status in fine for one in results) else 1)
