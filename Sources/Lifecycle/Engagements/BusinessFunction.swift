public import Schema

/// Office and code of the work that goes out (domain.md section 2).
public enum BusinessFunction: String, Choice {
    case customerSupport = "customer_support", liveChat = "live_chat", callCentre = "call_centre"
    case technicalSupport = "technical_support", salesTelemarketing = "sales_telemarketing"
    case salesSupport = "sales_support", onboardingRetention = "onboarding_retention"
    case complaintHandling = "complaint_handling", contentModeration = "content_moderation"
    case marketingSupport = "marketing_support"
    case dataEntry = "data_entry", documentManagement = "document_management"
    case financeAccounting = "finance_accounting", accountsPayable = "accounts_payable"
    case accountsReceivable = "accounts_receivable", payroll, hrAdministration = "hr_administration"
    case recruitment, procurement, complianceReporting = "compliance_reporting", kycAml = "kyc_aml"
    case claimsProcessing = "claims_processing", billing, mortgageProcessing = "mortgage_processing"
    case treasury, tradeSettlement = "trade_settlement", itHelpdesk = "it_helpdesk"
    case itInfrastructure = "it_infrastructure", operations247 = "operations_247"
    case researchAnalytics = "research_analytics", medicalCoding = "medical_coding"
    case engineeringDesign = "engineering_design", legalSupport = "legal_support", other
}

/// What is bought: three questions decide it (SEL-5).
public enum EngagementModel: String, Choice {
    case bpo, kpo, lpo, ito, rpo, msp, eor, peo, aso
    case seatLeasing = "seat_leasing", captive, ccaas, aiAgents = "ai_agents", other
}

/// Why a process goes out.
public enum Objective: String, Choice {
    case costReduction = "cost_reduction", variableCost = "variable_cost", predictableSpend = "predictable_spend"
    case specialistSkills = "specialist_skills", coverageHours = "coverage_hours", multilingual
    case elasticCapacity = "elastic_capacity", coreFocus = "core_focus", marketEntry = "market_entry"
    case capabilityAccess = "capability_access", digitalTransformation = "digital_transformation"
    case riskTransfer = "risk_transfer"
}

/// A country by its ISO 3166-1 alpha-2 code; the form is checked, the list is not.
public struct CountryCode: CanonicalValue {
    /// What faults call it.
    public static var format: StaticString { "country" }
    /// Two capitals.
    public static var pattern: String? { "^[A-Z]{2}$" }
    /// Germany.
    public static var example: CountryCode { CountryCode(high: 0x44, low: 0x45) }
    private let high: UInt8
    private let low: UInt8

    private init(high: UInt8, low: UInt8) {
        self.high = high
        self.low = low
    }

    /// Reads two capital letters.
    public init?(parsing bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count == 2, bytes.allSatisfy({ (0x41...0x5A).contains($0) }) else { return nil }
        self.init(high: bytes[0], low: bytes[1])
    }

    /// Appends the two letters.
    public func write(into output: inout [UInt8]) { output += [high, low] }

    /// Any two letters.
    public static func random(using source: inout SplitMix64) -> CountryCode {
        CountryCode(
            high: UInt8.random(in: 0x41...0x5A, using: &source), low: UInt8.random(in: 0x41...0x5A, using: &source))
    }
}
