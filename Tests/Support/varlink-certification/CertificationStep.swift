/// One step of the certification: the method, what it must be called with besides the client's id, and its reply.
struct CertificationStep {
    var method: String
    var wants: String
    var reply: String

    /// The steps between `Start` and `End`, in order. `Test10` has several replies, `Test11` none.
    static let all: [CertificationStep] = [
        .init(method: "Test01", wants: "{}", reply: #"{"bool":true}"#),
        .init(method: "Test02", wants: #"{"bool":true}"#, reply: #"{"int":1}"#),
        .init(method: "Test03", wants: #"{"int":1}"#, reply: #"{"float":1.0}"#),
        .init(method: "Test04", wants: #"{"float":1.0}"#, reply: #"{"string":"ping"}"#),
        .init(method: "Test05", wants: #"{"string":"ping"}"#, reply: scalars),
        .init(method: "Test06", wants: scalars, reply: #"{"struct":\#(scalars)}"#),
        .init(method: "Test07", wants: #"{"struct":\#(scalars)}"#, reply: #"{"map":{"bar":"Bar","foo":"Foo"}}"#),
        .init(method: "Test08", wants: #"{"map":{"bar":"Bar","foo":"Foo"}}"#, reply: #"{"set":\#(set)}"#),
        .init(method: "Test09", wants: #"{"set":\#(set)}"#, reply: #"{"mytype":\#(everything)}"#),
        .init(method: "Test10", wants: #"{"mytype":\#(everything)}"#, reply: ""),
        .init(method: "Test11", wants: #"{"last_more_replies":\#(replyTexts)}"#, reply: "{}"),
    ]

    /// The replies of `Test10`.
    static let replies = (1...10).map { #"{"string":"Reply number \#($0)"}"# }

    private static let replyTexts = "[" + (1...10).map { #""Reply number \#($0)""# }.joined(separator: ",") + "]"
    private static let scalars = #"{"bool":false,"int":2,"float":\#(Double.pi),"string":"a lot of string"}"#
    private static let set = #"{"one":{},"two":{},"three":{}}"#
    private static let everything = """
        {"object":{"method":"org.varlink.certification.Test09","parameters":{"map":{"foo":"Foo","bar":"Bar"}}},\
        "enum":"two","struct":{"first":1,"second":"2"},"array":["one","two","three"],\
        "dictionary":{"foo":"Foo","bar":"Bar"},"stringset":\(set),"nullable":null,"nullable_array_struct":null,\
        "interface":{"foo":[null,{"foo":"foo","bar":"bar"},null,{"one":"foo","two":"bar"}],\
        "anon":{"foo":true,"bar":false}}}
        """
}
