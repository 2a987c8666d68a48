import { isTrue, optionOf } from '../../../syntax/values.ts'
import { constantText } from '../../../syntax/values.ts'
import type { CodeRule, Site } from '../code-rule.ts'
import { taintRule } from '../taint-rule.ts'

const usesShell = ({ source, node }: Site): boolean => {
  const shell = optionOf(source, node, 'shell')
  return shell !== undefined && (isTrue(source, shell) || constantText(source, shell) !== undefined)
}

/** `spawn('sh', ['-c', command])` */
const isShell = ({ source, args }: Site): boolean =>
  /^(?:\S*\/)?(?:sh|bash|zsh|ash|dash|cmd(?:\.exe)?|powershell(?:\.exe)?|pwsh)$/.test(
    constantText(source, args[0]?.value ?? null) ?? '',
  )

const processes =
  /^(?:child_process|childProcess|child|cp|proc|process|require\(\)|execa|cross-spawn|\w+)\.(?:spawn|spawnSync|execFile|execFileSync|fork)$|^(?:spawn|spawnSync|execFile|execFileSync|fork|crossSpawn|cross-spawn|execFileAsync|spawnAsync)$/

export const commandInjection: CodeRule = taintRule(
  'javascript',
  'command-injection',
  {
    url: 'https://nodejs.org/api/child_process.html#child_processexeccommand-options-callback',
    checked: 'read',
  },
  {
    kind: 'command',
    literals: [
      'child_process',
      'execSync',
      'execa',
      'shelljs',
      'child-process',
      'exec(',
      'cross-spawn',
      'spawn',
    ],
    sinks: [
      {
        calls: [
          'exec',
          'execSync',
          'execAsync',
          'execPromise',
          'execp',
          'pexec',
          'asyncExec',
          'promisifiedExec',
          'execCommand',
          'execaCommand',
          'execaCommandSync',
          'command',
          'commandSync',
          'cmd',
          '$',
        ],
        path: /^(?:(?:child_?process|childProcess|child|cp|proc|require\(\)|shell|shelljs|sh|execa|node-cmd)\.)?(?:exec|execSync|execAsync|execPromise|execp|pexec|asyncExec|promisifiedExec|execCommand|execaCommand|execaCommandSync)$|^(?:child_process\.\w+|shelljs(?:\.exec)?|execa\.(?:command|commandSync|execaCommand\w*)|execa)$|^child_process(?:\.promises)?\.exec\w*$/,
        unknown: 'medium',
      },
      {
        calls: [
          'spawn',
          'spawnSync',
          'execFile',
          'execFileSync',
          'execFileAsync',
          'spawnAsync',
          'fork',
          'crossSpawn',
          'execa',
          'execaSync',
          'sync',
        ],
        path: new RegExp(String.raw`${processes.source}|^execa(?:\.\w+)?$|^cross-spawn(?:\.sync)?$`),
        when: (site, _value, { trust }) => trust === 'untrusted' || trust === 'local' || usesShell(site),
        unknown: 'medium',
      },
      {
        calls: ['spawn', 'spawnSync', 'execFile', 'execFileSync', 'execa', 'execaSync', 'crossSpawn'],
        path: new RegExp(String.raw`${processes.source}|^execa(?:\.\w+)?$|^cross-spawn(?:\.sync)?$`),
        takes: [1],
        unknown: 'medium',
        when: (site) => isShell(site) || usesShell(site),
      },
    ],
    matches: [
      `import { exec } from 'node:child_process'
       app.get('/', (req, res) => {
         exec('ping ' + req.query.host) // here
       })`,
      `const cp = require('child_process')
       function run(command) { cp.execSync(\`git log \${command}\`) }`,
      `const { spawn } = require('child_process')
       app.post('/', (req, res) => spawn('sh', ['-c', req.body.command]))`,
      `const { spawn } = require('child_process')
       app.post('/', (req, res) => { const { tool } = req.body; spawn(tool, []) })`,
      `const shell = require('shelljs')
       router.get('/', (req, res) => shell.exec('ls ' + req.params.folder))`,
    ],
    misses: [
      `import { exec } from 'child_process'
       exec('ls -l')`,
      `import { execFile } from 'child_process'
       app.get('/', (req, res) => execFile('ping', ['-c', '1', req.query.host]))`,
      `const match = /a/.exec(req.query.a)`,
      `import { exec } from 'child_process'
       const quote = require('shell-quote').quote
       app.get('/', (req, res) => exec('ls ' + quote([req.query.folder])))`,
      `import { exec } from 'child_process'
       app.get('/', (req, res) => {
         if (!/^[a-z]+$/.test(req.query.name)) return res.sendStatus(400)
         exec('ls ' + req.query.name)
       })`,
      `import { exec } from 'child_process'
       const FOLDER = 'a'
       exec(\`ls \${FOLDER}\`)`,
    ],
  },
)
