import { type FileSample, lines } from '../documents/file-sample.ts'

/** Settings as they are shared with a repository. */
export function settingsSample(settings: unknown, path = '.claude/settings.json'): FileSample {
  return { path, text: () => `${JSON.stringify(settings, null, 2)}\n` }
}

/** A `.mcp.json` with these servers. */
export function serversSample(servers: unknown): FileSample {
  return { path: '.mcp.json', text: () => `${JSON.stringify({ mcpServers: servers }, null, 2)}\n` }
}

/** A subagent's, command's or skill's file with this frontmatter. */
export function agentSample(frontmatter: readonly string[], path = '.claude/agents/helper.md'): FileSample {
  return {
    path,
    text: () => lines('---', 'name: helper', 'description: Helps', ...frontmatter, '---', '', 'You help.'),
  }
}
