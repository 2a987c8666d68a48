import type { CodeRule } from '../code-rule.ts'
import { isCheckedLater } from '../checked-later.ts'
import { taintRule } from '../taint-rule.ts'

export const pathTraversal: CodeRule = taintRule(
  'java',
  'path-traversal',
  'https://owasp.org/www-community/attacks/Path_Traversal',
  {
    kind: 'path',
    literals: ['File', 'Path', 'getResource'],
    sinks: [
      {
        calls: [
          'File',
          'FileInputStream',
          'FileOutputStream',
          'FileReader',
          'FileWriter',
          'RandomAccessFile',
          'ZipFile',
          'PrintWriter',
          'FileSystemResource',
        ],
        path: /^(?:java\.(?:io|util\.zip)\.)?(?:org\.springframework\.core\.io\.)?\w+$/,
        takes: [0, 1],
        local: 'nothing',
      },
      {
        calls: ['get', 'of'],
        path: /^(?:java\.nio\.file\.)?(?:Paths\.get|Path\.of)$/,
        takes: 'all',
        local: 'nothing',
        when: (site) => !isCheckedLater(site),
      },
      {
        calls: [
          'readAllBytes',
          'readString',
          'newInputStream',
          'newOutputStream',
          'write',
          'writeString',
          'delete',
          'copy',
          'move',
          'lines',
          'newBufferedReader',
          'createFile',
          'readAllLines',
        ],
        path: /^(?:java\.nio\.file\.)?Files\.\w+$/,
        local: 'nothing',
        takes: [0, 1],
        when: ({ name, args }, value) => value.id === args[0]?.value.id || /copy|move/.test(name),
      },
      {
        calls: ['resolve'],
        path: /(?:path|dir|root|folder|base|location|Paths\.get\(\))\w*\.resolve$/i,
        local: 'nothing',
        when: (site) => !isCheckedLater(site),
      },
      {
        calls: ['getResource', 'getResourceAsStream', 'getRealPath', 'getRequestDispatcher'],
        path: /\.\w+$/,
        local: 'nothing',
      },
    ],
    matches: [
      `class A { void show(HttpServletRequest request) throws Exception {
  new FileInputStream("/data/" + request.getParameter("name")); // here
} }`,
      `class A { @GetMapping("/a") byte[] show(@RequestParam String name) throws Exception { return Files.readAllBytes(Paths.get("/data", name)); } }`,
    ],
    misses: [
      `class A { void show() throws Exception { new FileInputStream("/data/a"); } }`,
      `class A { void show(String name) throws Exception { new FileInputStream("/data/" + name); } }`,
      `class A { void show(HttpServletRequest request) throws Exception { new FileInputStream("/data/" + FilenameUtils.getName(request.getParameter("name"))); } }`,
      `class A { void show(HttpServletRequest request) throws Exception { String name = request.getParameter("name"); if (name.contains("..")) { throw new IllegalArgumentException(); } new FileInputStream("/data/" + name); } }`,
    ],
  },
)
