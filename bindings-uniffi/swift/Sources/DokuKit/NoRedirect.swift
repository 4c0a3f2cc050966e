import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking

    extension URLSession {
        /// Outside of Apple's systems, a task with a delegate of its own follows redirects without asking it.
        func withoutRedirect(_ request: URLRequest) async throws -> (Data, URLResponse) {
            let exchange = Exchange()
            let session = URLSession(configuration: configuration, delegate: exchange, delegateQueue: nil)
            defer { session.finishTasksAndInvalidate() }
            let task = session.dataTask(with: request)
            return try await withTaskCancellationHandler {
                try await withCheckedThrowingContinuation { continuation in
                    exchange.continuation = continuation
                    task.resume()
                }
            } onCancel: {
                task.cancel()
            }
        }
    }

    /// One request of one session; its delegate queue calls one function after another.
    private final class Exchange: NoRedirect, URLSessionDataDelegate, @unchecked Sendable {
        var continuation: CheckedContinuation<(Data, URLResponse), any Error>?
        private var body = Data()

        func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) { body += data }

        func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
            if error == nil, let response = task.response {
                continuation?.resume(returning: (body, response))
            } else {
                continuation?.resume(throwing: error ?? URLError(.badServerResponse))
            }
            continuation = nil
        }
    }
#else
    extension URLSession {
        func withoutRedirect(_ request: URLRequest) async throws -> (Data, URLResponse) {
            try await data(for: request, delegate: NoRedirect())
        }
    }
#endif

/// The answer is the redirect itself: its target was not signed.
private class NoRedirect: NSObject, URLSessionTaskDelegate, @unchecked Sendable {
    func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) {
        completionHandler(nil)
    }
}
