"""A tablet as the tests hold it: its own mark, its own clock, its own numbering."""

import json
from datetime import timedelta
from itertools import count
from uuid import uuid4

from django.utils import timezone

SYNC = "/api/v1/sync"


class Tablet:
    def __init__(self, browser, user, visit, *, ahead=timedelta(0)):
        self.browser, self.user, self.visit, self.ahead = browser, user, visit, ahead
        self.device, self.numbers, self.since = str(uuid4()), count(1), 0

    def clock(self):
        return timezone.now() + self.ahead

    def mutation(self, key, value, *, base=0, age=0, **more):
        at = (self.clock() - timedelta(seconds=age)).isoformat()
        seq = next(self.numbers)
        return {
            "id": str(uuid4()),
            "seq": seq,
            "key": key,
            "value": value,
            "base": base,
            "at": at,
        } | more

    def message(self, mutations, **more):
        return {
            "protocol": 1,
            "request": str(uuid4()),
            "device": self.device,
            "user": self.user.pk,
            "visit": str(self.visit.public_id),
            "since": self.since,
            "now": self.clock().isoformat(),
            "mutations": mutations,
        } | more

    def post(self, message):
        body = message if isinstance(message, str | bytes) else json.dumps(message)
        return self.browser.post(SYNC, body, content_type="application/json")

    def send(self, *mutations, **more):
        """The answer to these mutations, which must be 200."""
        response = self.post(self.message(list(mutations), **more))
        assert response.status_code == 200, response.content
        said = response.json()
        self.since = said["rev"]
        return said

    def write(self, key, value, **more):
        return self.send(self.mutation(key, value, **more))["results"][0]
