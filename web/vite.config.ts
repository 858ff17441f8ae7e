import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const server = process.env['TSUBAME_URL'] ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react()],
  build: {
    target: 'es2022',
    // Data addresses in style sheets would need an exception in the Content-Security-Policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    proxy: {
      '/v1': { target: server, ws: true },
      '/avatars': server,
      '/img': server,
    },
  },
  test: { include: ['src/**/*.test.{ts,tsx}'], environment: 'node' },
});
