import Foundation
import Glibc
import Testing

/// The sample engagement, played as `Tools/run` plays it; before every step it is asked what comes next.
@Suite("What comes next, as `show` and `readiness` name it", .serialized,
       .enabled(if: getuid() == 0, "being several persons needs root"))
struct FollowedHintTests {
    /// Plays with `Tools/lib/play.sh`, each person as a user of their own. Of each step it leaves what was named before
    /// it, what was typed and the phase; of each command named that needs nothing filled in, with what status it was
    /// tried.
    private static let script = #"""
        set -euo pipefail
        directory=$1 socket=$2 separation=enforce bold='' plain='' dim=''
        declare -A uid=([manager]=59001 [approver]=59002 [feed]=59003 [operator]=0)
        declare -A gid=([manager]=59101 [approver]=59101 [feed]=59102 [operator]=0)
        . Tools/lib/play.sh
        looks=$directory/looks
        mkdir -p "$directory/home" "$directory/bin" "$looks"
        cp "$3" "$directory/bin/engagectl"
        chmod 755 "$directory/bin" "$directory/bin/engagectl" "$directory/home"
        touch "$looks/seen" "$looks/tried"
        step=0
        as() {
            local person=$1
            shift
            setpriv --reuid="${uid[$person]}" --regid="${gid[$person]}" --clear-groups \
                env HOME="$directory/home" ENGAGED_SOCKET="$socket" PATH="$directory/bin:$PATH" "$@"
        }
        tell() { as "$@"; }
        try() {
            local words said status=0
            eval "words=($1)"
            said=$(as manager engagectl "${words[@]}" --effective "$day" --dry-run 2>&1 </dev/null) || status=$?
            [[ $status != 3 || $said != *FORM* && $said != *--reason* ]] || status=form
            printf '%s %s\n' "$status" "$1" >>"$looks/tried"
        }
        look() {
            step=$((step + 1))
            as manager engagectl engagement show "$engagement" >"$looks/shown" 2>/dev/null || true
            as manager engagectl engagement readiness "$engagement" --date "$day" >"$looks/ready" 2>/dev/null || true
            sed -n 's/^ *engagectl //p' "$looks/shown" "$looks/ready" | sort -u >"$looks/$step.named"
            sed -n 's/^in \(.*\) since .*/\1/p' "$looks/shown" >"$looks/$step.phase"
            while read -r hint; do
                grep -qxFe "$hint" "$looks/seen" && continue
                printf '%s\n' "$hint" >>"$looks/seen"
                [[ $hint =~ …|(^| )[A-Z]+( |$) ]] || try "$hint"
            done <"$looks/$step.named"
        }
        do_as() {
            local person=$1 typed
            shift
            look
            typed=$(quoted "$@")
            printf '%s\n' "${typed# }" >"$looks/$step.typed"
            as "$person" engagectl "$@" --effective "$day" </dev/null
        }
        play_life
        look
        """#

    private struct Step {
        var phase: String
        var named: Set<String>
        var typed: String
    }

    private let daemon: DaemonProcess
    private var looks: String { daemon.folder + "/looks/" }

    init() throws {
        daemon = try DaemonProcess()
        try daemon.start()
    }

    private func lines(_ name: String) -> [String] {
        let text = (try? String(contentsOfFile: looks + name, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").map(String.init)
    }

    private func played() throws -> [Step] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        let program = try DaemonProcess.executable("engagectl")
        process.arguments = ["-c", FollowedHintTests.script, "play", daemon.folder, daemon.socket, program]
        process.currentDirectoryURL = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        _ = FileManager.default.createFile(atPath: daemon.folder + "/said", contents: nil)
        process.standardOutput = FileHandle(forWritingAtPath: daemon.folder + "/said")
        process.standardError = process.standardOutput
        try process.run()
        process.waitUntilExit()
        let said = (try? String(contentsOfFile: daemon.folder + "/said", encoding: .utf8)) ?? ""
        try #require(process.terminationStatus == 0, "\(said.suffix(2_000))")
        var steps: [Step] = []
        while FileManager.default.fileExists(atPath: looks + "\(steps.count + 1).named") {
            let number = steps.count + 1
            steps.append(Step(
                phase: lines("\(number).phase").first ?? "", named: Set(lines("\(number).named")),
                typed: lines("\(number).typed").first ?? ""))
        }
        return steps
    }

    /// Words as a shell takes them, as far as hints quote.
    private func words(_ hint: String) -> [String] {
        hint.split(separator: "\"", omittingEmptySubsequences: false).enumerated().flatMap { index, part in
            index % 2 == 1 ? [String(part)] : part.split(separator: " ").map(String.init)
        }
    }

    private func isToFillIn(_ hint: String) -> Bool {
        hint.contains("…") || words(hint).contains { $0.allSatisfy { $0.isUppercase } }
    }

    @Test("can be typed in every phase, is not named again once it was done, and is decided as it stands")
    func followed() throws {
        let steps = try played()
        #expect(steps.last?.phase == "closed" && steps.last?.named == [])
        var followed: [String: Int] = [:]
        for (step, next) in zip(steps, steps.dropFirst()) where step.named.contains(step.typed) {
            followed[step.phase, default: 0] += 1
            #expect(!next.named.contains(step.typed), "named again: \(step.typed)")
        }
        for phase in ["selection", "contracting", "transition", "pilot", "steady-state", "exit"] {
            #expect(followed[phase, default: 0] > 0, "nothing that was named in \(phase) was done: \(followed)")
        }
        #expect(followed.values.reduce(0, +) >= 20, "\(followed)")
        for tried in lines("tried") {
            let isSound = tried.hasPrefix("0 ") || tried.hasPrefix("3 ")
            #expect(isSound, "neither accepted nor refused by a rule of the domain: \(tried)")
        }
        let hints = lines("seen")
        #expect(hints.count >= 40 && lines("tried").count >= 20, "\(hints.count) named, \(lines("tried").count) tried")
        // A socket that is not there is asked last: whatever gets so far could be typed.
        try #require(daemon.terminate() == 0)
        for hint in hints {
            let result = try Engagectl.run(daemon, words(hint))
            let isTyped = result.status == 69 || result.status == 65 && isToFillIn(hint)
            #expect(isTyped, "engagectl \(hint): \(result.notes)")
        }
    }
}
