import type { Renderer } from './renderer.ts'
export const renderHtml: Renderer = () => ''
