public import Schema

/// The rules of domain.md that a refusal may cite.
public enum Rule: String, Choice {
    case life1 = "LIFE-1", life2 = "LIFE-2", life3 = "LIFE-3", life4 = "LIFE-4"
    case rel1 = "REL-1", ado1 = "ADO-1"
    case gate1 = "GATE-1", gate2 = "GATE-2", gate3 = "GATE-3", gate4 = "GATE-4", gate5 = "GATE-5"
    case sep1 = "SEP-1", sep2 = "SEP-2"
    case sel1 = "SEL-1", sel2 = "SEL-2", sel3 = "SEL-3", sel4 = "SEL-4"
    case sel5 = "SEL-5", sel6 = "SEL-6", sel7 = "SEL-7", sel8 = "SEL-8"
    case con1 = "CON-1", con2 = "CON-2", con3 = "CON-3", con4 = "CON-4", con5 = "CON-5"
    case con6 = "CON-6", con7 = "CON-7", con8 = "CON-8", con9 = "CON-9", con10 = "CON-10"
    case date1 = "DATE-1", date2 = "DATE-2", date3 = "DATE-3", date4 = "DATE-4"
    case tra1 = "TRA-1", tra2 = "TRA-2", tra3 = "TRA-3", tra4 = "TRA-4", tra5 = "TRA-5", tra6 = "TRA-6"
    case pil1 = "PIL-1", pil2 = "PIL-2", pil3 = "PIL-3", pil4 = "PIL-4", pil5 = "PIL-5"
    case kpi1 = "KPI-1", kpi2 = "KPI-2", kpi3 = "KPI-3", kpi4 = "KPI-4", kpi5 = "KPI-5"
    case esc1 = "ESC-1", cap1 = "CAP-1", inc1 = "INC-1", qa1 = "QA-1", rep1 = "REP-1", inv1 = "INV-1"
    case rsk1 = "RSK-1", chg1 = "CHG-1", imp1 = "IMP-1", aud1 = "AUD-1"
    case exi1 = "EXI-1", exi2 = "EXI-2", exi3 = "EXI-3"
    /// The message itself makes no sense: two fields that contradict each other, an id already taken.
    case form = "FORM"
    /// What a command names is not there.
    case unknown = "UNKNOWN"
    /// Dates: nothing happens in the future, and nothing before the fact it builds on.
    case time = "TIME"
}
