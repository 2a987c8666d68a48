import type { FileRule } from '../../engine/file-rule.ts'
import { startsWith, textOf } from './content/text.ts'
import { join } from '../../engine/sample.ts'
import { binary, read, text, untrack, unverified, zeros } from './papers.ts'

const replaceAll = 'replace every secret the program had'
const unless = 'one of them can’t be replaced'

const captureMagics = [
  [0xd4, 0xc3, 0xb2, 0xa1],
  [0xa1, 0xb2, 0xc3, 0xd4],
  [0x4d, 0x3c, 0xb2, 0xa1],
  [0xa1, 0xb2, 0x3c, 0x4d],
  [0x0a, 0x0d, 0x0d, 0x0a],
]

export const memoryRules: readonly FileRule[] = [
  {
    id: 'core-dump-file',
    kind: 'file',
    title: 'Core dump',
    severity: 'high',
    confidence: 'high',
    why: 'It is a program’s memory: the passwords, keys and people’s data it was working with.',
    fix: untrack('core.*', replaceAll, unless),
    source: read('https://man7.org/linux/man-pages/man5/core.5.html'),
    names: {
      bases: ['core'],
      starts: ['core.', 'vgcore.'],
      extensions: ['core', 'coredump'],
      except: /^core\.(?!\d)/,
    },
    nameAlone: false,
    // e_type 4 (ET_CORE) stands at offset 16, in the byte order that byte 5 names.
    look: (file) => {
      const type = file.head[5] === 2 ? file.head[17] : file.head[16]
      return startsWith(file, '\x7fELF') && type === 4 ? undefined : { drop: 'not a core dump' }
    },
    matches: [binary('core.4711', '\x7fELF', [2, 1, 1], zeros(9), [4, 0], zeros(60))],
    misses: [
      text('src/core', () => ['module']),
      binary('core.so', '\x7fELF', [2, 1, 1], zeros(9), [3, 0], zeros(60)),
    ],
  },
  {
    id: 'heap-dump-file',
    kind: 'file',
    title: 'Heap dump',
    severity: 'high',
    confidence: 'high',
    why: 'It is a program’s memory: the passwords, keys and people’s data it was working with.',
    fix: untrack('*.hprof', replaceAll, unless),
    source: unverified('https://nodejs.org/en/learn/diagnostics/memory/using-heap-snapshot'),
    names: {
      extensions: ['hprof', 'heapsnapshot', 'heapdump', 'phd', 'rdbdump'],
      bases: ['heapdump', 'java_pid.hprof'],
    },
    nameAlone: false,
    look: (file) => {
      const isHeap =
        startsWith(file, 'JAVA PROFILE 1.0') || /^\s{0,8}\{"snapshot":/.test(textOf(file).slice(0, 200))
      return isHeap ? undefined : { drop: 'not a heap dump' }
    },
    matches: [
      binary('java_pid1.hprof', 'JAVA PROFILE 1.0.2\0', zeros(60)),
      text('Heap.heapsnapshot', () => ['{"snapshot":{"meta":{}}}']),
    ],
    misses: [text('a.hprof', () => ['x'])],
  },
  {
    id: 'windows-dump-file',
    kind: 'file',
    title: 'Windows memory or crash dump',
    severity: 'high',
    confidence: 'high',
    why: 'It is the memory of a program or of the whole machine, passwords and keys included.',
    fix: untrack('*.dmp', replaceAll, unless),
    source: unverified('https://learn.microsoft.com/windows/win32/debug/minidump-files'),
    names: {
      extensions: ['dmp', 'mdmp', 'minidump', 'vmem', 'vmss', 'vmsn', 'hdmp'],
      bases: ['hiberfil.sys', 'pagefile.sys', 'swapfile.sys', 'memory.dmp', 'lsass.dmp'],
    },
    nameAlone: false,
    look: (file, path) => {
      const isDump = ['MDMP', 'PAGEDU64', 'PAGEDUMP', 'HIBR', 'hibr', 'WAKE'].some((magic) =>
        startsWith(file, magic),
      )
      const isMachine =
        startsWith(file, [0xd2, 0xbe, 0xd2, 0xbe]) || (path.endsWith('.vmem') && file.size > 1_000_000)
      return isDump || isMachine ? undefined : { drop: 'not a dump' }
    },
    matches: [binary('lsass.DMP', 'MDMP', zeros(60))],
    misses: [text('a.dmp', () => ['a table'])],
  },
  {
    id: 'crash-log-file',
    kind: 'file',
    title: 'Crash log of the Java machine',
    severity: 'low',
    confidence: 'high',
    why: 'It lists the environment variables and command line of the crashed program, where secrets are often passed.',
    fix: 'Untrack it with `git rm --cached <file>` and add `hs_err_pid*.log` to .gitignore. Replace every secret its environment section shows.',
    source: unverified('https://docs.oracle.com/en/java/javase/21/troubleshoot/fatal-error-log.html'),
    names: { within: [{ extension: 'log', base: /^(?:hs_err_pid|replay_pid|hs_err_)/ }] },
    nameAlone: false,
    look: (file) => {
      if (!textOf(file).includes('fatal error')) return { drop: 'not a crash log' }
      return file.realSecrets > 0 ? { severity: 'high' } : undefined
    },
    matches: [
      text('hs_err_pid123.log', () => [
        '#',
        '# A fatal error has been detected by the Java Runtime Environment:',
      ]),
    ],
    misses: [text('hs_err_pid.log', () => ['x'])],
  },
  {
    id: 'network-capture-file',
    kind: 'file',
    title: 'Network capture',
    severity: 'medium',
    confidence: 'medium',
    why: 'It holds what went over the network: cookies, tokens and passwords where the connection was not encrypted.',
    fix: untrack('*.pcap', 'replace every secret sent while it was recorded', unless),
    source: unverified('https://wiki.wireshark.org/Development/LibpcapFileFormat'),
    names: { extensions: ['pcap', 'pcapng', 'cap', 'ntar'] },
    nameAlone: false,
    look: (file) =>
      captureMagics.some((magic) => startsWith(file, magic)) && file.size > 60
        ? undefined
        : { drop: 'not a capture, or an empty one' },
    matches: [
      binary('trace.pcap', captureMagics[0] ?? [], zeros(100)),
      binary('a.PCAPNG', captureMagics[4] ?? [], zeros(100)),
    ],
    misses: [text('market.cap', () => ['x']), binary('empty.pcap', captureMagics[0] ?? [], zeros(20))],
  },
  {
    id: 'http-archive-file',
    kind: 'file',
    title: 'Recorded browser traffic (HAR)',
    severity: 'high',
    confidence: 'medium',
    why: 'It holds the cookies and tokens of a signed-in session as they were sent.',
    fix: untrack('*.har', 'sign the recorded session out and replace the tokens', unless),
    source: unverified('https://w3c.github.io/web-performance/specs/HAR/Overview.html'),
    names: { extensions: ['har'] },
    nameAlone: false,
    look: (file) => {
      const sent =
        /"name"\s{0,4}:\s{0,4}"(?:authorization|cookie|set-cookie|x-api-key|proxy-authorization)"\s{0,4},\s{0,20}"value"\s{0,4}:\s{0,4}"([^"]{16,})/i
      return sent.test(textOf(file)) || file.realSecrets > 0
        ? undefined
        : { drop: 'no cookie or token in its beginning' }
    },
    matches: [
      text('login.har', () => [
        `{"headers": [{"name": "${join('Author', 'ization')}", "value": "Bearer ${'a1B2'.repeat(8)}"}]}`,
      ]),
    ],
    misses: [text('a.har', () => ['{"log": {"entries": []}}'])],
  },
]
