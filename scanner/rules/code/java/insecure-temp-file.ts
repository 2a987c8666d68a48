import { enclosing, textOf } from '../../../syntax/source.ts'
import { constantText } from '../../../syntax/values.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { papersFor } from '../papers.ts'
import { isOpenToAll } from '../shared-folders.ts'

const opening = ['File', 'FileWriter', 'FileOutputStream', 'PrintWriter', 'RandomAccessFile']

export const insecureTempFile: CodeRule = {
  ...papersFor(
    'java',
    'insecure-temp-file',
    'https://guava.dev/releases/snapshot-jre/api/docs/com/google/common/io/Files.html#createTempDir()',
    'read',
  ),
  query: {
    literals: [
      'createTempFile',
      'createTempDir',
      '/tmp',
      '/var/',
      '/dev/',
      '/run/',
      '/Library',
      '/Users',
      'emp\\',
      'EMP\\',
      'TMP\\',
    ],
    calls: ['mkdir', 'mkdirs', 'createTempDir', 'of', 'get', ...opening],
  },
  judge: judgeName,
  matches: [
    `class A { void make() throws IOException {
  File folder = File.createTempFile("a", "b");
  folder.delete();
  folder.mkdir(); // here
} }`,
    `import com.google.common.io.Files;
class A { File make() { return Files.createTempDir(); } }`,
    `class A { void write() throws IOException { new FileWriter("/tmp/report.txt"); } }`,
    `import java.nio.file.Path;
class A { Path name() { return Path.of("/var/tmp/report.txt"); } }`,
  ],
  misses: [
    `class A { void make() throws IOException { File folder = Files.createTempDirectory("a").toFile(); folder.mkdir(); } }`,
    `class A { void make() throws IOException { File file = File.createTempFile("a", "b"); file.delete(); } }`,
    `class A { void write() throws IOException { new FileWriter("/srv/tmp/report.txt"); } }`,
    `class A { String name() { return names.get("/tmp/report.txt"); } }`,
    `class A { boolean isThere() { return new File("/tmp").exists(); } }`,
  ],
}

function judgeName({ source, node, name, path, args }: Site): CodeVerdict | undefined {
  if (name === 'createTempDir')
    return /\bFiles\.createTempDir$/.test(path)
      ? { note: 'before Guava 32 everybody may read what is in it' }
      : undefined
  if (name === 'mkdir' || name === 'mkdirs') {
    const object = /^(?<object>\w{1,60})\.mkdirs?$/.exec(path)?.groups?.['object']
    const around = enclosing(node, source.dialect.functions)
    if (object === undefined || around === null) return undefined
    const text = textOf(source, around).slice(0, 10_000)
    const isMade = new RegExp(String.raw`\b${object}\s*=\s*(?:[\w.]*\.)?File\.createTempFile\(`).test(text)
    return isMade && new RegExp(String.raw`\b${object}\.delete\(\)`).test(text)
      ? { confidence: 'high', note: 'between deleting and making it anew somebody else may make it' }
      : undefined
  }
  if ((name === 'of' || name === 'get') && !/(?:^|\.)(?:Path\.of|Paths\.get)$/.test(path)) return undefined
  return isOpenToAll(constantText(source, args[0]?.value ?? null))
    ? { severity: 'low', note: 'everybody on the machine may write into the folder' }
    : undefined
}
