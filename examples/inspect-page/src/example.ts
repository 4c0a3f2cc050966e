// A callback to a fictitious merchant, whose framework parsed the body and wrote it again.

/** Values by the ids of their fields. */
export const example: Record<string, string> = {
  method: "POST",
  target: "/doku/kyb",
  headers: `Content-Type: application/json
Client-Id: BRN-0000-0000000000001
Request-Id: 5f0b7c1e-0000-4000-8000-000000000001
Request-Timestamp: 2026-01-15T03:00:00Z
Signature: HMACSHA256=otY6hjxhS4SbIsbdbxNXfwx4bxAm5m8tnTxHeGrt0lE=`,
  body: `{
  "type": "BUSINESS",
  "status": "ACTIVE",
  "business": {
    "id": "BSN-0000-0000000000001",
    "name": "Toko Contoh"
  }
}`,
  "client-id": "BRN-0000-0000000000001",
  "secret-key": "contoh-secret-key",
};
