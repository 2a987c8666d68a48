import type { Node } from 'web-tree-sitter'
import { type Source, textOf } from '../../../syntax/source.ts'
import { definitionsOf } from '../../../syntax/taint/definitions.ts'
import { constantText, followName, isTrue, optionOf } from '../../../syntax/values.ts'
import type { CodeRule, Site } from '../code-rule.ts'
import { taintRule } from '../taint-rule.ts'

const usesShell = ({ source, node }: Site): boolean => isTrue(source, optionOf(source, node, 'shell'))

/** `arguments.append('sh')`, `arguments.append('-c')` */
const isGrownShell = (source: Source, name: Node): boolean => {
  const added = definitionsOf(source, name)
    .map(({ value }) => (value === null ? '' : textOf(source, value).slice(0, 200)))
    .join('\n')
  return (
    /['"](?:\/bin\/)?(?:sh|bash|cmd(?:\.exe)?|powershell)['"]/.test(added) &&
    /['"](?:-c|\/c)['"]/i.test(added)
  )
}

/** `os.execl('/bin/sh', 'sh', '-c', command)` */
const namesShell = ({ source, args }: Site): boolean => {
  const texts = args.map(({ value }) => textOf(source, value).slice(0, 200)).join(' ')
  return /['"](?:\/\w+)*\/?(?:sh|bash|zsh)['"]/.test(texts) && /['"]-c['"]/.test(texts)
}

/** `['sh', '-c', command]` */
const isShell = ({ source, args }: Site): boolean => {
  const list = args[0] === undefined ? undefined : followName(source, args[0].value)
  if (list?.type === 'identifier' || list?.namedChildCount === 0) return isGrownShell(source, args[0]!.value)
  if (list?.type !== 'list' && list?.type !== 'tuple') return false
  const first = constantText(source, list.namedChild(0))
  return (
    /^(?:\S*\/)?(?:sh|bash|zsh|ash|dash|cmd(?:\.exe)?|powershell(?:\.exe)?)$/.test(first ?? '') &&
    /-\w*c\b|\/c/i.test(textOf(source, list))
  )
}

const runners = [
  'call',
  'run',
  'Popen',
  'check_call',
  'check_output',
  'getoutput',
  'getstatusoutput',
  'create_subprocess_shell',
]

export const commandInjection: CodeRule = taintRule(
  'python',
  'command-injection',
  { url: 'https://docs.python.org/3/library/subprocess.html#security-considerations', checked: 'read' },
  {
    kind: 'command',
    literals: [
      'subprocess',
      'os.system',
      'os.popen',
      'popen',
      'system(',
      'spawn',
      'os.exec',
      'exec_command',
      'commands.',
      'getoutput',
      'from os import',
      'shell=True',
      'execute(',
      'BashOperator',
      'SSHOperator',
    ],
    sinks: [
      {
        calls: ['system', 'popen', 'popen2', 'popen3', 'popen4'],
        path: /^(?:os|posix|popen2|posixpath|sh|pty)\.\w+$/,
        unknown: 'medium',
      },
      {
        calls: runners,
        path: /^(?:subprocess|sp|asyncio|asyncio\.subprocess|gevent\.subprocess|sub)\.\w+$|(?:^|\.)(?:Popen|check_output|check_call)$/,
        takes: [0, 'args', 'cmd'],
        unknown: 'medium',
        when: (site) =>
          usesShell(site) || isShell(site) || /getoutput|getstatusoutput|subprocess_shell/.test(site.name),
      },
      { calls: ['getoutput', 'getstatusoutput'], path: /^commands\.\w+$/, unknown: 'medium' },
      // Without a shell it matters who chooses the program.
      {
        calls: ['call', 'run', 'Popen', 'check_call', 'check_output'],
        path: /^(?:subprocess|sp|sub|asyncio)\.\w+$/,
        takes: [0, 'args'],
        when: ({ source }, value, { trust }) => trust === 'untrusted' && choosesProgram(source, value),
      },
      {
        calls: ['create_subprocess_exec', 'subprocess_exec'],
        path: /(?:^|\.)(?:asyncio|asyncio\.subprocess|loop|get_event_loop\(\)|get_running_loop\(\))\.\w+$/,
        takes: 'all',
        unknown: 'medium',
        when: namesShell,
      },
      {
        calls: ['subprocess_shell'],
        path: /\.subprocess_shell$/,
        takes: [1, 'cmd'],
        unknown: 'medium',
      },
      // Airflow runs it in a shell; what it fills in itself stands in braces.
      {
        calls: ['BashOperator', 'SSHOperator'],
        takes: ['bash_command', 'command'],
        built: 'medium',
        when: ({ source }) => /\bairflow\b/.test(source.text),
      },
      { calls: ['create_subprocess_exec'], path: /^asyncio\.(?:subprocess\.)?create_subprocess_exec$/ },
      {
        calls: ['execl', 'execle', 'execlp', 'execlpe', 'execv', 'execve', 'execvp', 'execvpe', 'startfile'],
        path: /^os\.\w+$/,
        takes: [0],
        unknown: 'medium',
      },
      {
        calls: ['spawnl', 'spawnle', 'spawnlp', 'spawnlpe', 'spawnv', 'spawnve', 'spawnvp', 'spawnvpe'],
        path: /^os\.\w+$/,
        takes: [1],
        unknown: 'medium',
      },
      { calls: ['posix_spawn', 'posix_spawnp'], path: /^os\.\w+$/, unknown: 'medium' },
      {
        calls: [
          'execl',
          'execle',
          'execlp',
          'execlpe',
          'execv',
          'execve',
          'execvp',
          'execvpe',
          'spawnl',
          'spawnle',
          'spawnlp',
          'spawnlpe',
          'spawnv',
          'spawnve',
          'spawnvp',
          'spawnvpe',
        ],
        path: /^os\.\w+$/,
        takes: 'all',
        unknown: 'medium',
        when: namesShell,
      },
      {
        calls: ['exec_command', 'invoke_shell'],
        path: /\.exec_command$/,
        takes: [0, 'command'],
        unknown: 'medium',
        when: ({ source }) => /paramiko|ssh/i.test(source.text),
      },
      { calls: ['spawn', 'run'], path: /^pexpect\.\w+$/, unknown: 'medium' },
    ],
    matches: [
      `from airflow.operators.bash import BashOperator
def make(name):
    return BashOperator(task_id='a', bash_command=f'echo {name}')`,
      `import asyncio
async def run(command):
    await asyncio.create_subprocess_exec('bash', '-c', command)`,
      `import os
from flask import request
def ping():
    os.system('ping ' + request.args['host'])  # here`,
      `import subprocess
def run(command):
    subprocess.call(command, shell=True)  # here`,
      `from subprocess import Popen
def run(name):
    Popen(f'tar xf {name}', shell=True)`,
      `import subprocess
from flask import request
def ping():
    subprocess.run(['sh', '-c', 'ping ' + request.form['host']])`,
      `import asyncio
async def run(command):
    await asyncio.create_subprocess_shell(command)`,
    ],
    misses: [
      `from airflow.operators.bash import BashOperator
BashOperator(task_id='a', bash_command='echo {{ ds }}')`,
      `import os
os.spawnlp(os.P_WAIT, 'ls', 'ls')`,
      `import subprocess
subprocess.call('ls -l', shell=True)`,
      `import subprocess
from flask import request
def ping():
    subprocess.run(['ping', '-c', '1', request.args['host']])`,
      `import subprocess, shlex
def run(name):
    subprocess.run('ls ' + shlex.quote(name), shell=True)`,
      `import os
os.system('clear')`,
      `import os
COMMAND = 'ls'
os.system(COMMAND + ' -l')`,
      `import subprocess
def run(command):
    subprocess.call(command)`,
    ],
  },
)

/** The first of a list, or the whole. */
function choosesProgram(source: Site['source'], value: Parameters<typeof followName>[1]): boolean {
  const list = followName(source, value)
  if (list.type !== 'list' && list.type !== 'tuple') return list.type !== 'binary_operator'
  const first = list.namedChild(0)
  return (
    first !== null &&
    constantText(source, first) === undefined &&
    /request|argument|args|event|param/.test(textOf(source, followName(source, first)))
  )
}
