/// Events of the exit.
public enum ExitEvent: String, EventCatalogue {
    case planRecorded = "exit.plan-recorded"
    case planReviewed = "exit.plan-reviewed"
    case noticeGiven = "exit.notice-given"
    case declared = "exit.declared"
    case confirmed = "exit.confirmed"
    case knowledgeReturned = "exit.knowledge-returned"
    case dataReturned = "exit.data-returned"
    case dataDeletionCertified = "exit.data-deletion-certified"
    case finalReportFiled = "exit.final-report-filed"

    /// The payload's type.
    public var payload: any Event<Engagement>.Type {
        switch self {
        case .planRecorded: ExitPlanRecorded.self
        case .planReviewed: ExitPlanReviewed.self
        case .noticeGiven: NoticeGiven.self
        case .declared: ExitDeclared.self
        case .confirmed: ExitConfirmed.self
        case .knowledgeReturned: KnowledgeReturned.self
        case .dataReturned: DataReturned.self
        case .dataDeletionCertified: DataDeletionCertified.self
        case .finalReportFiled: FinalReportFiled.self
        }
    }
}

/// Commands of the exit.
public enum ExitCommand: String, CommandCatalogue {
    case recordPlan = "RecordPlan"
    case reviewPlan = "ReviewPlan"
    case giveNotice = "GiveNotice"
    case declare = "Declare"
    case confirm = "Confirm"
    case recordKnowledgeReturn = "RecordKnowledgeReturn"
    case recordDataReturn = "RecordDataReturn"
    case certifyDataDeletion = "CertifyDataDeletion"
    case fileFinalReport = "FileFinalReport"

    /// The Varlink interface.
    public static let interface = "org.engaged.Exit"
    /// What it is for.
    public static let about = "Exit plan, notice, exits declared at once, return and final report."

    /// The command's type.
    public var command: any Command.Type {
        switch self {
        case .recordPlan: RecordExitPlan.self
        case .reviewPlan: ReviewExitPlan.self
        case .giveNotice: GiveNotice.self
        case .declare: DeclareExit.self
        case .confirm: ConfirmExit.self
        case .recordKnowledgeReturn: RecordKnowledgeReturn.self
        case .recordDataReturn: RecordDataReturn.self
        case .certifyDataDeletion: CertifyDataDeletion.self
        case .fileFinalReport: FileFinalReport.self
        }
    }
}
