// Our own server, which takes what DOKU sends.

import { EventEmitter, once } from "node:events";
import express from "express";
import { DokuError } from "dokukit";

export const PATH = "/doku/kyb";

/** Serves on a free port, and diagnoses with the configuration of `doku`; each callback is emitted once, as `callback`, and kept in `handled`. */
export async function listen(doku, config) {
  const events = new EventEmitter();
  const handled = new Map(); // your database: a genuine callback comes up to four times, for 12 hours

  const app = express();
  // The bytes as they came, whatever their type: a parser in between loses what was signed.
  app.post(PATH, express.raw({ type: () => true }), async ({ method, headers, body }, response) => {
    try {
      const { kind, requestId, signature, raw } = doku.readCallback(PATH, headers, body);
      if (!handled.has(requestId)) {
        // DOKU documents no payload; this is the simulator's.
        const { id } = JSON.parse(Buffer.from(raw).toString());
        handled.set(requestId, { kind, id });
        events.emit("callback", { kind, id, signature });
      }
      response.sendStatus(200);
    } catch (error) {
      if (!(error instanceof DokuError)) throw error;
      response.sendStatus(400);
      console.error(`a callback was refused: ${error.code}`);
      // While you develop, and off elsewhere: whoever may send a POST must not buy CPU of yours.
      if (process.env.DOKU_DIAGNOSE !== "1" || error.code === "signature_missing") return;
      const { diagnoseSignature } = await import("dokukit/diagnose");
      for (const { code, detail } of diagnoseSignature(config, { method, target: PATH, headers, body }))
        console.error(`  ${code} - ${detail}`);
    }
  });

  const server = app.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${server.address().port}${PATH}`;
  return { url, events, handled, close: () => server.close() };
}
