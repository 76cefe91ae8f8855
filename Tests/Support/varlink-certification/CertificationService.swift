import Schema
import Synchronization
import Varlink

/// `org.varlink.certification`: each step wants what the step before answered, and exactly that.
final class CertificationService: VarlinkService {
    private let nextSteps = Mutex<[String: Int]>([:])

    var description: ServiceDescription {
        ServiceDescription(
            vendor: "engaged", product: "Varlink certification", version: "1", url: "https://varlink.org",
            interfaces: [InterfaceDescription(CertificationService.definition)])
    }

    func handle(_ call: VarlinkCall) {
        guard call.method.name != "Start" else { return start(call) }
        let given = call.parameters.withUnsafeBufferPointer { (try? LooseValue(parsing: $0)) ?? .null }
        guard case .string(let client) = given.members["client_id"] ?? .null else {
            return call.fail(.invalidParameter("client_id"))
        }
        guard let step = nextSteps.withLock({ $0[client] }) else {
            return call.fail(VarlinkFailure("org.varlink.certification.ClientIdError"))
        }
        if call.method.name == "End", step == CertificationStep.all.count {
            call.reply(Array(#"{"all_ok":true}"#.utf8))
        } else {
            take(call, step, client, given)
        }
    }

    private func start(_ call: VarlinkCall) {
        let client = String(UInt64.random(in: 1 << 60...UInt64.max), radix: 16)
        nextSteps.withLock { $0[client] = 0 }
        call.reply(Array(#"{"client_id":"\#(client)"}"#.utf8))
    }

    private func take(_ call: VarlinkCall, _ index: Int, _ client: String, _ given: LooseValue) {
        guard index < CertificationStep.all.count else { return refuse(call, client, "{}") }
        let step = CertificationStep.all[index]
        var expected = LooseValue(step.wants).members
        expected["client_id"] = .string(client)
        let isProperly = call.more == (step.method == "Test10") && call.oneway == (step.method == "Test11")
        guard call.method.name == step.method, isProperly, given == .object(expected) else {
            return refuse(call, client, step.wants)
        }
        nextSteps.withLock { $0[client] = index + 1 }
        if step.method == "Test10" { answerSeveral(call) } else { call.reply(Array(step.reply.utf8)) }
    }

    private func answerSeveral(_ call: VarlinkCall) {
        let next = Mutex(0)
        call.stream { _ in
            let index = next.withLock { next in
                defer { next += 1 }
                return next
            }
            let reply = Array(CertificationStep.replies[index].utf8)
            return index + 1 < CertificationStep.replies.count ? .replies([reply]) : .last(reply)
        }
    }

    private func refuse(_ call: VarlinkCall, _ client: String, _ wants: String) {
        nextSteps.withLock { $0[client] = nil }
        let got = String(decoding: call.parameters, as: UTF8.self)
        call.fail(VarlinkFailure(
            "org.varlink.certification.CertificationError",
            parameters: Array(#"{"wants":\#(wants),"got":\#(got)}"#.utf8)))
    }

    private static let definition = """
        # Every reply is the next call's argument, from Start to End.
        interface org.varlink.certification

        type Interface (foo: ?[]?[string](foo, bar, baz), anon: (foo: bool, bar: bool))

        type MyType (
          object: object,
          enum: (one, two, three),
          struct: (first: int, second: string),
          array: []string,
          dictionary: [string]string,
          stringset: [string](),
          nullable: ?string,
          nullable_array_struct: ?[](first: int, second: string),
          interface: Interface
        )

        method Start() -> (client_id: string)
        method Test01(client_id: string) -> (bool: bool)
        method Test02(client_id: string, bool: bool) -> (int: int)
        method Test03(client_id: string, int: int) -> (float: float)
        method Test04(client_id: string, float: float) -> (string: string)
        method Test05(client_id: string, string: string) -> (bool: bool, int: int, float: float, string: string)
        method Test06(client_id: string, bool: bool, int: int, float: float, string: string) -> (
          struct: (bool: bool, int: int, float: float, string: string)
        )
        method Test07(client_id: string, struct: (bool: bool, int: int, float: float, string: string)) -> (
          map: [string]string
        )
        method Test08(client_id: string, map: [string]string) -> (set: [string]())
        method Test09(client_id: string, set: [string]()) -> (mytype: MyType)

        # Answers in several replies.
        method Test10(client_id: string, mytype: MyType) -> (string: string)

        # Is called oneway.
        method Test11(client_id: string, last_more_replies: []string) -> ()
        method End(client_id: string) -> (all_ok: bool)

        error ClientIdError ()
        error CertificationError (wants: object, got: object)

        """
}
