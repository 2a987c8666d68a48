import type { CodeRule } from '../code-rule.ts'
import { taintRule } from '../taint-rule.ts'

export const commandInjection: CodeRule = taintRule(
  'java',
  'command-injection',
  {
    url: 'https://cheatsheetseries.owasp.org/cheatsheets/OS_Command_Injection_Defense_Cheat_Sheet.html#java',
    checked: 'read',
  },
  {
    kind: 'command',
    literals: ['Runtime', 'ProcessBuilder', 'CommandLine', 'DefaultExecutor'],
    sinks: [
      {
        calls: ['exec'],
        path: /(?:^|\.)(?:getRuntime\(\)|r|rt|runtime|run)\.exec$/,
        takes: 'all',
        unknown: 'medium',
        unseen: 'nothing',
      },
      {
        calls: ['loadLibrary', 'load'],
        path: /(?:getRuntime\(\)|runtime|rt)\.load(?:Library)?$/,
        unknown: 'medium',
        unseen: 'nothing',
      },
      {
        calls: ['ProcessBuilder'],
        path: /(?:^|\.)ProcessBuilder$/,
        takes: 'all',
        unknown: 'medium',
        unseen: 'nothing',
      },
      {
        calls: ['command'],
        path: /(?:ProcessBuilder\(\)|\bpb|builder|\w*[pP]rocess\w*)\.command$/,
        takes: 'all',
        unknown: 'medium',
        unseen: 'nothing',
      },
      {
        calls: ['parse', 'CommandLine'],
        path: /(?:^|\.)CommandLine(?:\.parse)?$/,
        unknown: 'medium',
        unseen: 'nothing',
        // Commons Exec runs it; Commons CLI and picocli read with it what was given.
        when: ({ source, name }) => name === 'parse' || /commons\.exec|DefaultExecutor/.test(source.text),
      },
    ],
    matches: [
      `import org.apache.commons.exec.CommandLine;
class A { void run(@RequestParam String command) { executor.execute(new CommandLine(command)); } }`,
      `class A { void run(HttpServletRequest request) throws Exception {
  Runtime.getRuntime().exec("ping " + request.getParameter("host")); // here
} }`,
      `class A { void run(String command) throws Exception { new ProcessBuilder("sh", "-c", command).start(); } }`,
      `class A { void run(HttpServletRequest request) throws Exception { String[] args = {"sh", "-c", request.getHeader("command")}; Runtime r = Runtime.getRuntime(); r.exec(args); } }`,
    ],
    misses: [
      `import picocli.CommandLine;
class A { void run(Runnable app) { new CommandLine(app).execute("-h"); } } // CommandLine`,
      `class A { void run() throws Exception { Runtime.getRuntime().exec("ls -l"); } }`,
      `class A { void run() throws Exception { new ProcessBuilder("ls", "-l").start(); } }`,
      `class A { void run(int id) throws Exception { Runtime.getRuntime().exec("kill " + id); } }`,
    ],
  },
)
