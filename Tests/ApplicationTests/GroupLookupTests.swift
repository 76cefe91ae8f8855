import Glibc
import Testing
@testable import Application

@Suite("The numbers of groups")
struct GroupLookupTests {
    /// A machine that answers with these codes in turn, and with the group 77 where the code is 0.
    private func number(_ codes: [Int32], room: Int = 0) throws(GroupLookup.Failure) -> UInt32? {
        var codes = codes[...]
        var record = GroupLookup.Record()
        record.gr_gid = 77
        return try withUnsafeMutablePointer(to: &record) { pointer throws(GroupLookup.Failure) in
            try GroupLookup(ask: { _, record, given, found in
                if given.count < room { return ERANGE }
                let code = codes.popFirst() ?? EIO
                if code == 0 {
                    record = pointer.pointee
                    found = pointer
                }
                return code
            }).number(of: "staff")
        }
    }

    @Test("a group that is there has its number, also where its members need more room than most or a signal came")
    func found() throws {
        #expect(try number([0]) == 77)
        #expect(try number([EINTR, 0]) == 77)
        #expect(try number([0], room: 1 << 20) == 77)
        #expect(try GroupLookup().number(of: "root") == 0)
    }

    @Test("a group that there is not has none")
    func absent() throws {
        for code in [ENOENT, ESRCH] { #expect(try number([code]) == nil) }
        #expect(try GroupLookup().number(of: "no-such-group-anywhere") == nil)
    }

    @Test("a lookup that fails is a fault, with what the system said",
          arguments: [EIO, EMFILE, ENOMEM, ECONNREFUSED, EAGAIN])
    func failing(_ code: Int32) {
        let failure = #expect(throws: GroupLookup.Failure.self) { try number([code]) }
        #expect(failure?.description.contains("errno \(code)") == true)
    }

    @Test("a record without end is a fault")
    func endless() { #expect(throws: GroupLookup.Failure.self) { try number([], room: .max) } }
}
