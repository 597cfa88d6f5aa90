/**
 * The script of the public page: plain ECMAScript for any browser, from a file, without a network. It only ever writes
 * text (textContent), reads its words from the page's data, and keeps opinions in memory until they are saved as a
 * file. A change here changes its hash in page-hashes.ts, which a test tells.
 */
export const PAGE_SCRIPT = `'use strict';
(function () {
  var data = JSON.parse(document.getElementById('data').textContent);
  var words = data.words;
  var opinions = [];
  var chosen = null;
  var byId = function (id) { return document.getElementById(id); };
  var say = function (key, values) {
    return String(words[key]).replace(/\\{(\\w+)\\}/g, function (all, name) {
      return values && name in values ? String(values[name]) : all;
    });
  };
  var newId = function () {
    var bytes = new Uint8Array(16);
    crypto.getRandomValues(bytes);
    return Array.from(bytes, function (b) { return ('0' + b.toString(16)).slice(-2); }).join('');
  };
  var entryOf = function (number) {
    return data.entries.find(function (one) { return one.number === number; }) || null;
  };

  // The list alone moves: the page stays where the reader is, at the map or the form.
  function bringIntoList(row) {
    var list = document.querySelector('.list');
    var head = list.querySelector('thead').getBoundingClientRect().height;
    var at = row.getBoundingClientRect();
    var box = list.getBoundingClientRect();
    if (at.top < box.top + head) list.scrollTop -= box.top + head - at.top;
    else if (at.bottom > box.bottom) list.scrollTop += at.bottom - box.bottom;
  }

  function choose(number, scroll) {
    chosen = number;
    document.querySelectorAll('[data-number]').forEach(function (node) {
      node.classList.toggle('chosen', Number(node.getAttribute('data-number')) === number);
    });
    byId('number').value = number === null ? '' : String(number);
    var entry = entryOf(number);
    byId('about').textContent = entry === null ? '' : number + ' · ' + entry.name + ' ' + entry.kind;
    var row = document.querySelector('tr[data-number="' + number + '"]');
    if (row && scroll) bringIntoList(row);
  }

  document.querySelectorAll('[data-number]').forEach(function (node) {
    node.addEventListener('click', function () { choose(Number(node.getAttribute('data-number')), node.tagName !== 'TR'); });
    node.addEventListener('keydown', function (event) {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      choose(Number(node.getAttribute('data-number')), true);
    });
  });
  byId('number').addEventListener('change', function () {
    var value = byId('number').value;
    choose(value === '' ? null : Number(value), true);
  });
  byId('filter').addEventListener('input', function () {
    var wanted = byId('filter').value.trim().toLowerCase();
    document.querySelectorAll('tr[data-number]').forEach(function (row) {
      row.hidden = wanted !== '' && row.textContent.toLowerCase().indexOf(wanted) < 0;
    });
  });

  function list() {
    var box = byId('written');
    box.textContent = '';
    opinions.forEach(function (one, at) {
      var item = document.createElement('li');
      var text = document.createElement('span');
      var entry = entryOf(one.number);
      text.textContent = (entry === null ? say('whole') : one.number + ' ' + entry.name) + ': ' + one.text;
      var away = document.createElement('button');
      away.type = 'button';
      away.textContent = say('remove');
      away.addEventListener('click', function () { opinions.splice(at, 1); list(); });
      item.appendChild(text);
      item.appendChild(away);
      box.appendChild(item);
    });
    byId('save').disabled = opinions.length === 0;
    byId('count').textContent = say('count', { n: opinions.length });
  }

  byId('form').addEventListener('submit', function (event) {
    event.preventDefault();
    var text = byId('text').value.trim();
    byId('missing').hidden = text !== '';
    if (text === '') { byId('text').focus(); return; }
    opinions.push({
      id: newId(),
      number: chosen,
      name: byId('name').value.trim(),
      contact: byId('contact').value.trim(),
      text: text,
      date: new Date().toISOString()
    });
    byId('text').value = '';
    list();
  });

  byId('save').addEventListener('click', function () {
    var file = { format: 'lantu-opinions/1', notice: data.id, title: data.title, saved: new Date().toISOString(), opinions: opinions };
    var blob = new Blob([JSON.stringify(file, null, 1)], { type: 'application/json' });
    var link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = say('file') + ' ' + new Date().toISOString().slice(0, 10) + ' ' + newId().slice(0, 6) + '.json';
    document.body.appendChild(link);
    link.click();
    link.remove();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 60000);
    byId('saved').hidden = false;
  });

  var map = byId('map');
  if (map) {
    var whole = map.getAttribute('viewBox').split(' ').map(Number);
    var view = whole.slice();
    var show = function () { map.setAttribute('viewBox', view.join(' ')); };
    var zoom = function (by, x, y) {
      var width = Math.min(whole[2], Math.max(whole[2] / 40, view[2] * by));
      var height = width * whole[3] / whole[2];
      view = [x - (x - view[0]) * width / view[2], y - (y - view[1]) * height / view[3], width, height];
      keep();
      map.querySelectorAll('g.pin').forEach(function (pin) {
        var size = Math.max(0.12, Math.sqrt(width / whole[2]));
        pin.setAttribute('transform', 'translate(' + pin.getAttribute('data-at') + ') scale(' + size.toFixed(3) + ')');
      });
      show();
    };
    var keep = function () {
      view[0] = Math.min(whole[0] + whole[2] - view[2], Math.max(whole[0], view[0]));
      view[1] = Math.min(whole[1] + whole[3] - view[3], Math.max(whole[1], view[1]));
    };
    var placeOf = function (event) {
      var box = map.getBoundingClientRect();
      return [view[0] + (event.clientX - box.left) / box.width * view[2], view[1] + (event.clientY - box.top) / box.height * view[3]];
    };
    map.addEventListener('wheel', function (event) {
      event.preventDefault();
      var at = placeOf(event);
      zoom(event.deltaY > 0 ? 1.25 : 0.8, at[0], at[1]);
    }, { passive: false });
    var held = null;
    map.addEventListener('pointerdown', function (event) { held = { at: placeOf(event), from: [event.clientX, event.clientY], moved: false }; });
    window.addEventListener('pointermove', function (event) {
      if (held === null) return;
      if (!held.moved && Math.hypot(event.clientX - held.from[0], event.clientY - held.from[1]) < 4) return;
      held.moved = true;
      var now = placeOf(event);
      view[0] -= now[0] - held.at[0];
      view[1] -= now[1] - held.at[1];
      keep();
      show();
    });
    window.addEventListener('pointerup', function () { held = null; });
    var centre = function () { return [view[0] + view[2] / 2, view[1] + view[3] / 2]; };
    byId('nearer').addEventListener('click', function () { var at = centre(); zoom(0.7, at[0], at[1]); });
    byId('farther').addEventListener('click', function () { var at = centre(); zoom(1.4, at[0], at[1]); });
    byId('all').addEventListener('click', function () { view = whole.slice(); zoom(1, 0, 0); });
  }
  choose(null, false);
  list();
})();
`;
