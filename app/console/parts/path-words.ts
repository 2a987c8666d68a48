/** What a path is, as people say it. */
export const pathWords: Readonly<Record<string, string>> = {
  'app-installation': 'Claude’s GitHub App',
  workflow: 'A workflow',
  secret: 'A secret',
  'fine-grained-token': 'A fine-grained token',
  'deploy-key': 'A deploy key',
  'native-agent': 'GitHub’s own agent',
  'cloud-session': 'Claude Code on the web',
}

/** In the middle of a sentence. */
export const wayOf = (path: string): string => (pathWords[path] ?? path).replace(/^A /, 'a ')
