public import Schema

/// How easily the provider could be replaced.
public enum Substitutability: String, Choice {
    case easy, medium, complex, impossible
}

/// How easily the client could take the work back.
public enum Reintegration: String, Choice {
    case easy, medium, complex, impossible
}

/// Why notice is given: the ends that are agreed or foreseen (domain.md section 7).
public enum NoticeReason: String, Choice {
    case expiry, convenience, mutual
}

/// Why an exit begins at once: the ends that cannot wait (EXI-1).
public enum DeclaredReason: String, Choice {
    case cause, insolvency, regulatory
}
