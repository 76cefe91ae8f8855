import Foundation
import Glibc
import Schema
import Synchronization
import TestSupport
import Testing
import Varlink

/// Reads a subscription on a thread of its own.
private final class Subscriber: Sendable {
    struct Seen: Sendable {
        var positions: [Int64] = []
        /// How many events had come before each mark.
        var marks: [Int] = []
        var failure: String?
    }

    private let seen = Mutex(Seen())
    var all: Seen { seen.withLock { $0 } }

    init(_ socket: String, from: Int64 = 0) {
        let thread = Thread { [self] in
            do {
                try VarlinkClient(path: socket).stream(
                    "org.engaged.Ledger.Subscribe", Array(#"{"from":\#(from)}"#.utf8)
                ) { bytes, continues in take(bytes) && continues }
            } catch {
                seen.withLock { $0.failure = "\(error)" }
            }
        }
        thread.start()
    }

    private func take(_ bytes: [UInt8]) -> Bool {
        guard let reply = try? JSON(parsing: bytes) else { return false }
        seen.withLock { seen in
            if let position = reply["event"]?["position"]?.number { seen.positions.append(position) }
            if reply["caughtUp"] == .boolean(true) { seen.marks.append(seen.positions.count) }
        }
        return true
    }
}

@Suite("Subscriptions", .serialized)
struct SubscriptionTests {
    @Test("one event for seven hundred subscribers of one user cuts nobody off, and nothing of them is left behind")
    func many() throws {
        let daemon = try DaemonProcess(extra: "[limits]\nconnections = 2000\nconnections-per-user = 2000\n")
        try daemon.start()
        let subscribers = try (0..<700).map { _ in
            let socket = try RawSocket(daemon.socket)
            socket.call(#"{"method":"org.engaged.Ledger.Subscribe","parameters":{"from":3},"more":true}"#)
            return socket
        }
        for socket in subscribers { #expect(socket.frame()?.contains("caughtUp") == true) }
        _ = try daemon.call("org.engaged.Governance.AddPerson", #"{"handle":"p-heard-by-all"}"#)
        let heard = subscribers.map { $0.frame() ?? "nothing" }
        #expect(heard.filter { !$0.contains("p-heard-by-all") } == [])
        for socket in subscribers { shutdown(socket.descriptor, CInt(SHUT_RDWR)) }
        try daemon.wait(until: "nobody listens") {
            let figures = try daemon.call("org.engaged.Operations.Metrics")["text"]?.text ?? ""
            return figures.contains("\nengaged_subscribers 0\n")
        }
    }

    @Test("history, one mark, then live events without gap or repetition while eight clients write")
    func live() throws {
        let daemon = try DaemonProcess()
        try daemon.start()
        let load = Load(socket: daemon.socket)
        load.start(clients: 8)
        try daemon.wait(until: "there is some history") { load.all.count > 300 }
        let subscribers = [Subscriber(daemon.socket), Subscriber(daemon.socket, from: 100)]
        try daemon.wait(until: "both have caught up") { subscribers.allSatisfy { !$0.all.marks.isEmpty } }
        let marked = load.all.count
        try daemon.wait(until: "some more is recorded") { load.all.count > marked + 300 }
        load.stop()
        #expect(load.failures == [])
        let head = try #require(try daemon.call("org.engaged.Ledger.Head")["size"]?.number)
        try daemon.wait(until: "both have the last event") {
            subscribers.allSatisfy { $0.all.positions.last == head - 1 }
        }
        for (subscriber, first) in zip(subscribers, [Int64(0), 100]) {
            #expect(subscriber.all.positions == Array(first..<head))
            #expect(subscriber.all.marks.count == 1)
            #expect((subscriber.all.marks.first ?? 0) >= 300 - Int(first))
        }
        #expect(daemon.terminate() == 0)
    }

    @Test("an event reaches a subscriber that had caught up long before")
    func woken() throws {
        let daemon = try DaemonProcess()
        try daemon.start()
        let subscriber = Subscriber(daemon.socket)
        try daemon.wait(until: "it has caught up") { subscriber.all.marks == [3] }
        _ = try daemon.call("org.engaged.Governance.AddPerson", #"{"handle":"p-1"}"#)
        try daemon.wait(until: "the event has come") { subscriber.all.positions == [0, 1, 2, 3] }
        #expect(subscriber.all.marks == [3])
    }

    @Test("slow readers neither lose events nor grow memory")
    func slow() throws {
        let daemon = try DaemonProcess()
        try daemon.start()
        let load = Load(socket: daemon.socket)
        load.start(clients: 8)
        try daemon.wait(until: "there is some history") { load.all.count > 400 }
        let slow = try (0..<100).map { _ in try RawSocket(daemon.socket) }
        for socket in slow { socket.call(#"{"method":"org.engaged.Ledger.Subscribe","parameters":{},"more":true}"#) }
        let before = try #require(daemon.residentKiB)
        try daemon.wait(until: "far more is recorded than a socket holds") { load.all.count > 1200 }
        load.stop()
        let after = try #require(daemon.residentKiB)
        print("resident before \(before) KiB, after \(after) KiB, \(load.all.count) events")
        #expect(after - before < 40 << 10, "a queue for each would be three times that")
        let head = try #require(try daemon.call("org.engaged.Ledger.Head")["size"]?.number)
        for socket in [slow[0], slow[99]] {
            var positions: [Int64] = []
            while positions.last != head - 1, let frame = socket.frame() {
                let reply = try JSON(parsing: Array(frame.utf8))["parameters"]
                if let position = reply?["event"]?["position"]?.number { positions.append(position) }
            }
            #expect(positions == Array(0..<head))
        }
    }

    @Test("one engagement's stream has that engagement's events alone, and needs a role that reads it")
    func narrowed() throws {
        let daemon = try DaemonProcess()
        try daemon.start()
        let socket = try RawSocket(daemon.socket)
        socket.call(
            #"{"method":"org.engaged.Ledger.Subscribe","parameters":{"engagement":"ENG-1"},"more":true}"#)
        let first = try JSON(parsing: Array(try #require(socket.frame()).utf8))
        #expect(first["parameters"]?["caughtUp"] == .boolean(true), "\(first)")
        #expect(first["parameters"]?["next"]?.number == 3)
    }
}
