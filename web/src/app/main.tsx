import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Boundary } from '../components/boundary.tsx';
import { language } from '../lib/i18n.ts';
import { settings } from '../lib/settings.ts';
import { App } from './app.tsx';
import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/shell.css';
import '../styles/timeline.css';
import '../styles/features.css';
import '../styles/files.css';
import '../styles/media.css';

function dress(): void {
  const { theme, density } = settings.get();
  document.documentElement.lang = language.get();
  document.documentElement.dataset['theme'] = theme;
  document.documentElement.dataset['density'] = density;
}

settings.subscribe(dress);
language.subscribe(dress);
dress();

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no place for the client');
createRoot(root).render(
  <StrictMode>
    <Boundary>
      <App />
    </Boundary>
  </StrictMode>,
);

if ('serviceWorker' in navigator && import.meta.env.PROD) void navigator.serviceWorker.register('/sw.js');
