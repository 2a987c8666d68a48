import type { CodeRule } from '../code-rule.ts'
import { isCheckedLater } from '../checked-later.ts'
import { taintRule } from '../taint-rule.ts'

export const pathTraversal: CodeRule = taintRule('go', 'path-traversal', 'https://go.dev/blog/osroot', {
  kind: 'path',
  literals: ['.File(', 'SaveUploadedFile', 'os.', 'ioutil', 'ServeFile', 'filepath'],
  sinks: [
    {
      calls: [
        'Open',
        'OpenFile',
        'ReadFile',
        'WriteFile',
        'Create',
        'Remove',
        'RemoveAll',
        'ReadDir',
        'Mkdir',
        'MkdirAll',
        'Rename',
        'Stat',
        'Lstat',
        'Symlink',
        'Chmod',
      ],
      path: /^(?:os|ioutil|io\/ioutil)\.\w+$/,
      takes: [0],
      local: 'low',
      unknown: 'low',
      when: ({ path }, _value, { trust }) =>
        trust === 'untrusted' || /\.(?:Open|OpenFile|ReadFile)$/.test(path),
    },
    { calls: ['ServeFile'], path: /^(?:net\/)?http\.ServeFile$/, takes: [2], local: 'nothing' },
    {
      calls: ['File', 'SendFile', 'Attachment', 'FileAttachment'],
      path: /^(?:c|ctx)\.\w+$/,
      local: 'nothing',
    },
    { calls: ['SaveUploadedFile'], path: /^(?:c|ctx)\.\w+$/, takes: [1], local: 'nothing' },
    {
      calls: ['Join'],
      path: /^(?:path\/)?filepath\.Join$/,
      takes: 'all',
      local: 'nothing',
      when: (site) => !isCheckedLater(site),
    },
  ],
  matches: [
    `package a
func show(w http.ResponseWriter, r *http.Request) {
	os.ReadFile("/data/" + r.FormValue("name")) // here
}`,
    `package a
func show(c *gin.Context) {
	name := c.Param("name")
	c.File("data/" + name) // here
}`,
    `package a
func show(w http.ResponseWriter, r *http.Request) { http.ServeFile(w, r, "data/"+mux.Vars(r)["name"]) }`,
  ],
  misses: [
    `package a
func show() { os.ReadFile("/data/a") }`,
    `package a
func show(w http.ResponseWriter, r *http.Request) { os.ReadFile("/data/" + filepath.Base(r.FormValue("name"))) }`,
    `package a
func show(w http.ResponseWriter, r *http.Request) {
	name := r.FormValue("name")
	if strings.Contains(name, "..") {
		return
	}
	os.ReadFile("/data/" + name)
}`,
  ],
})
