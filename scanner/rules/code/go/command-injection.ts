import { textOf } from '../../../syntax/source.ts'
import { constantText } from '../../../syntax/values.ts'
import type { CodeRule, Site } from '../code-rule.ts'
import { taintRule } from '../taint-rule.ts'

const isShell = ({ source, args }: Site, at: number): boolean =>
  /^(?:\S*\/)?(?:sh|bash|zsh|ash|dash|cmd(?:\.exe)?|powershell(?:\.exe)?)$/.test(
    constantText(source, args[at]?.value ?? null) ?? '',
  )

const isEnv = ({ source, args }: Site, at: number): boolean =>
  /^(?:\S*\/)?env$/.test(constantText(source, args[at]?.value ?? null) ?? '')

export const commandInjection: CodeRule = taintRule(
  'go',
  'command-injection',
  { url: 'https://pkg.go.dev/os/exec#Command', checked: 'read' },
  {
    kind: 'command',
    literals: ['os/exec', 'syscall', 'StartProcess', 'exec.Command', 'go-cmd'],
    sinks: [
      { calls: ['Command'], path: /^(?:os\/)?exec\.Command$/, unknown: 'low', local: 'low' },
      {
        calls: ['Command'],
        path: /^(?:os\/)?exec\.Command$/,
        takes: [1, 2, 3],
        unknown: 'medium',
        when: (site) => isShell(site, 0),
      },
      {
        calls: ['CommandContext'],
        path: /^(?:os\/)?exec\.CommandContext$/,
        takes: [1],
        unknown: 'low',
        local: 'low',
      },
      {
        calls: ['CommandContext'],
        path: /^(?:os\/)?exec\.CommandContext$/,
        takes: [2, 3, 4],
        unknown: 'medium',
        when: (site) => isShell(site, 1),
      },
      {
        // `env bash -c …`
        calls: ['Command', 'CommandContext'],
        path: /^(?:os\/)?exec\.Command(?:Context)?$/,
        takes: [3, 4],
        unknown: 'medium',
        when: (site) => [0, 1].some((at) => isEnv(site, at) && isShell(site, at + 1)),
      },
      {
        calls: ['NewCmd', 'NewCmdOptions'],
        path: /go-cmd\/cmd\.NewCmd(?:Options)?$/,
        local: 'low',
      },
      {
        // No shell takes it apart, but it may be an option, and some programs run what an option says.
        calls: ['Command', 'CommandContext'],
        path: /^(?:os\/)?exec\.Command(?:Context)?$/,
        takes: [1, 2, 3, 4],
        untrusted: 'medium',
        local: 'nothing',
        when: ({ source, node }, value, { prefix }) =>
          prefix === '' && value.id !== node.id && !/"--"\s*[,)]/.test(textOf(source, node)),
      },
      {
        calls: ['Exec', 'ForkExec', 'StartProcess'],
        path: /^(?:syscall|os|golang\.org\/x\/sys\/unix)\.(?:Exec|ForkExec|StartProcess)$/,
        takes: [0, 1],
        unknown: 'medium',
      },
    ],
    matches: [
      `package a
import "os/exec"
func run(w http.ResponseWriter, r *http.Request) {
	name := r.FormValue("name")
	if _, ok := running[name]; ok {
		return
	}
	exec.Command(name).Run() // here
}`,
      `package a
import "os/exec"
func run(text string) { exec.Command("/usr/bin/env", "bash", "-c", text).Run() }`,
      `package a
import "github.com/go-cmd/cmd"
func run(w http.ResponseWriter, r *http.Request) { cmd.NewCmd(r.FormValue("command")).Start() }`,
      `package a
import "os/exec"
func run(w http.ResponseWriter, r *http.Request) {
	exec.Command("sh", "-c", r.FormValue("command")).Run() // here
}`,
      `package a
import "os/exec"
func run(name string) { exec.Command(name, "-l").Run() }`,
      `package a
import "syscall"
func run(name string) { syscall.Exec(name, nil, nil) }`,
    ],
    misses: [
      `package a
import "os/exec"
func run(w http.ResponseWriter, r *http.Request) {
	name := r.FormValue("name")
	if _, ok := allowed[name]; !ok {
		return
	}
	exec.Command(name).Run()
}`,
      `package a
import "os/exec"
func run(w http.ResponseWriter, r *http.Request) {
	name := r.FormValue("name")
	if path, ok := programs[name]; ok {
		exec.Command(name, path).Run()
	}
}`,
      `package a
import "os/exec"
func run() { exec.Command("ls", "-l").Run() }`,
      `package a
import "os/exec"
func run(folder string) { exec.Command("ls", folder).Run() }`,
      `package a
import "os/exec"
const tool = "ls"
func run() { exec.Command(tool).Run() }`,
    ],
  },
)
