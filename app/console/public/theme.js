// What somebody chose in the menu of themes; see shell/theme.ts.
try {
  const chosen = localStorage.getItem('gatehouse.theme')
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.colorMode = chosen
} catch {
  // The browser keeps nothing of pages: as the system has it.
}
