import { Doku, DokuError, type RdlRegistration } from "dokukit";
import { type Finding, diagnoseSignature } from "dokukit/diagnose";

export function register(doku: Doku, registration: RdlRegistration): string {
  const request = doku.prepare("register_rdl_customer", registration);
  const { status, headers, body } = { status: 201, headers: new Map<string, string>(), body: "" };
  try {
    return doku.read(request, { status, headers, body }).body.rdl_customer.account_id;
  } catch (error) {
    if (error instanceof DokuError) return error.violations.map(({ path }) => path).join();
    throw error;
  }
}

// @ts-expect-error the secret key is a text
new Doku({ environment: "test", clientId: "MCH-1", secretKey: 5 });

const message = { method: "POST", target: "/doku/kyb", headers: [], body: "{}" };
export const findings: Finding[] = diagnoseSignature({ environment: "test", clientId: "MCH-1" }, message);
