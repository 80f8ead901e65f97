import {html, render} from 'lit';
import {number, percent} from '/web/play-draw.js';

// The runs of a folder, newest first; asked for again every two seconds while the page is looked at.

const main = document.getElementById('main');
const AGAIN = 2000;
let runs = null;
let lost = false;

async function ask() {
  try {
    const response = await fetch('/api/runs');
    if (response.status === 403) { say('This page is no longer allowed in: open the link that plumb serve printed.'); return; }
    runs = (await response.json()).runs;
    lost = false;
  } catch {
    lost = true;
  }
  show();
}

const say = text => render(html`<h1>Runs</h1><p class="problem" role="alert">${text}</p>`, main);

const metric = run => run.metricName === undefined || run.metric === undefined ? ''
  : `${run.metricName === 'r2' ? `R² ${number(run.metric)}` : percent(run.metric)}`;

const line = run => html`<tr>
  <th scope="row"><a href="/runs/${encodeURIComponent(run.name)}">${run.name}</a></th>
  <td>${run.verb}</td>
  <td class=${run.state === 'running' ? 'live' : ''}>${run.state}</td>
  <td class=${run.verdict === 'sick' ? 'bad' : ''}>${run.verdict ?? ''}${run.repair === 'repaired' ? ', repaired' : ''}</td>
  <td class="n">${metric(run)}</td>
  <td class="n">${run.steps || ''}</td>
  <td>${run.began.slice(0, 19).replace('T', ' ')}</td></tr>
  ${run.problem ? html`<tr><td colspan="7" class="soft">${run.problem}</td></tr>` : ''}`;

function show() {
  render(html`<h1>Runs</h1>
    ${lost ? html`<p class="problem" role="alert">The server does not answer: this page tries again
      by itself. <code>plumb serve</code> starts it.</p>` : ''}
    ${runs === null ? html`<p>Looking for runs …</p>` : runs.length === 0
      ? html`<p>No run is here yet. <code>plumb train FILE</code> in the folder above begins one, and it
        appears here within two seconds.</p>`
      : html`<div class="wide" tabindex="0" role="region" aria-label="Table of the runs"><table class="runs"><caption>${runs.length}
        ${runs.length === 1 ? 'run' : 'runs'}, the newest first; times are UTC.</caption>
        <thead><tr><th scope="col">run</th><th scope="col">verb</th><th scope="col">state</th>
          <th scope="col">verdict</th><th scope="col" class="n">metric</th>
          <th scope="col" class="n">steps</th><th scope="col">began</th></tr></thead>
        <tbody>${runs.map(line)}</tbody></table></div>`}`, main);
}

show();
ask();
setInterval(() => { if (!document.hidden) ask(); }, AGAIN);
