@_spi(Attempts) import DokuKit
import Foundation

extension Vector {
    /// Plays a script from a prepared request on.
    func play() throws -> Outcome {
        let limits = given["limits"]
        let tried = try Attempts(
            doku, prepare(), attempts: Int(limits["attempts"].integer ?? 3), seconds: Int(limits["seconds"].integer ?? 60),
            policy: policy, clockShift: number("clock_shift") ?? 0)
        var steps: [Any] = []
        if case .list(let script) = given["script"] { steps = script.map { step(tried, $0) } }
        return ["steps": steps, "clock_shift": try tried.clockShift]
    }

    private func step(_ tried: Attempts, _ event: JSON) -> Outcome {
        do {
            let random = UInt32(event["random"].integer ?? 0)
            switch try tried.next(happened(event), now: event["now"].integer ?? 0, random: random) {
            case .send(let request): return ["send": request]
            case .sign(let unsigned): return ["sign": unsigned.stringToSign]
            case .wait(let milliseconds): return ["wait": milliseconds]
            case .answer(let answer): return ["answer": answer]
            }
        } catch {
            return ["error": error]
        }
    }

    private func happened(_ event: JSON) throws -> AttemptEvent {
        let response = event["response"]
        switch event["event"].text {
        case "received":
            return .received(
                try Received(
                    status: Int(response["status"].integer ?? 0), headers: response["headers"].headers,
                    body: response["body"].bytes ?? Data()))
        case "no_answer": return .noAnswer(event["reason"].text ?? "")
        case "waited": return .waited
        default: return .start
        }
    }
}
