// The half of a client for what DOKU sends: verification, callbacks, replies, and fakes for tests.
import { fullStamp, incoming, optionalStamp, received, remembered, window } from "./arguments.js";
import { Client, coreOf, run } from "./core.js";
import type { SignaturePolicy, SignatureStatus } from "./generated/operations.js";
import { Arrived, named } from "./results.js";
import type {
  Body,
  Callback,
  HeaderSource,
  Near,
  Reading,
  Received,
  Sent,
  Stages,
  Stamp,
} from "./types.js";
import { bytes, object, optional, text } from "./values.js";

export abstract class Incoming extends Client {
  /**
   * Verifies the signature of a response over exactly the bytes that came.
   *
   * A policy left out is `"required"`. Request-Id binds an answer to its request; with `now`, one
   * whose signed timestamp is far off is rejected all the same.
   */
  verifyResponse(
    request: Sent,
    response: Received,
    policy?: SignaturePolicy,
    near: Near = {},
  ): SignatureStatus {
    return run(() => {
      const [sent, clientId] = remembered(request);
      const [parts, time] = [received(response), window(near)];
      const name = optional(policy, "policy");
      const status = coreOf(this).verifyResponse(sent, clientId, ...parts, name, ...time);
      return status as SignatureStatus;
    });
  }

  /**
   * Verifies what DOKU sends of its own accord: a notification or an inquiry.
   *
   * `target` is the path of your own URL. With `now`, in seconds since 1970, a signed timestamp
   * further off than `tolerance` seconds (a day by default) is rejected. Genuine retries come up
   * to 12 hours later: keep the Request-Ids that you have handled and handle each once.
   */
  verifyNotification(
    target: string,
    headers: HeaderSource,
    body: Body,
    near: Near = {},
  ): SignatureStatus {
    return run(() => {
      const [parts, time] = [incoming(target, headers, body), window(near)];
      return coreOf(this).verifyNotification(...parts, ...time) as SignatureStatus;
    });
  }

  /**
   * Verifies a KYB callback and returns what it is about.
   *
   * `target` is the path of your `callback_url`. DOKU does not say whether callbacks are signed:
   * an unsigned one is rejected, unless `policy` is `"if_present"`; then `signature` is `"absent"`.
   */
  readCallback(
    target: string,
    headers: HeaderSource,
    body: Body,
    options: Near & Reading = {},
  ): Callback {
    return run(() => {
      const [parts, time] = [incoming(target, headers, body), window(options, ["policy"])];
      const name = optional(options.policy, "policy");
      return new Arrived(coreOf(this).readCallback(...parts, name, ...time), parts[3]);
    });
  }

  /** Returns the stages of the signature on your own reply to an inquiry of DOKU. */
  signReply(target: string, body: Body, stamp: Required<Stamp>): Stages {
    return run(() =>
      coreOf(this).signReply(text(target, "target"), bytes(body), ...fullStamp(stamp)),
    );
  }

  /** For your own tests: returns a response to a request, signed as by DOKU. */
  signTestResponse(request: Sent, status: number, body: Body, timestamp?: string): Received {
    return run(() => {
      const [sent, raw] = [object(request, "request"), bytes(body)];
      const time = optional(timestamp, "timestamp");
      const { headers } = coreOf(this).signTestResponse(sent, status, raw, time);
      return { status, headers: named(headers), body };
    });
  }

  /** For your own tests: returns the headers of a notification or callback, signed as by DOKU. */
  signTestNotification(target: string, body: Body, stamp: Stamp = {}): Record<string, string> {
    return run(() => {
      const [path, raw, ids] = [text(target, "target"), bytes(body), optionalStamp(stamp)];
      return named(coreOf(this).signTestNotification(path, raw, ...ids));
    });
  }
}
