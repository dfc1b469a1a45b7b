/*! Passerelle, EUPL-1.2; Lit, BSD-3-Clause */
"use strict";(()=>{var N=globalThis,I=N.ShadowRoot&&(N.ShadyCSS===void 0||N.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,W=Symbol(),ue=new WeakMap,P=class{constructor(e,s,i){if(this._$cssResult$=!0,i!==W)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=s}get styleSheet(){let e=this.o,s=this.t;if(I&&e===void 0){let i=s!==void 0&&s.length===1;i&&(e=ue.get(s)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),i&&ue.set(s,e))}return e}toString(){return this.cssText}},he=t=>new P(typeof t=="string"?t:t+"",void 0,W),K=(t,...e)=>{let s=t.length===1?t[0]:e.reduce((i,n,o)=>i+(r=>{if(r._$cssResult$===!0)return r.cssText;if(typeof r=="number")return r;throw Error("Value passed to 'css' function must be a 'css' function result: "+r+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(n)+t[o+1],t[0]);return new P(s,t,W)},me=(t,e)=>{if(I)t.adoptedStyleSheets=e.map(s=>s instanceof CSSStyleSheet?s:s.styleSheet);else for(let s of e){let i=document.createElement("style"),n=N.litNonce;n!==void 0&&i.setAttribute("nonce",n),i.textContent=s.cssText,t.appendChild(i)}},F=I?t=>t:t=>t instanceof CSSStyleSheet?(e=>{let s="";for(let i of e.cssRules)s+=i.cssText;return he(s)})(t):t;var{is:et,defineProperty:tt,getOwnPropertyDescriptor:st,getOwnPropertyNames:it,getOwnPropertySymbols:nt,getPrototypeOf:ot}=Object,H=globalThis,ge=H.trustedTypes,rt=ge?ge.emptyScript:"",at=H.reactiveElementPolyfillSupport,T=(t,e)=>t,J={toAttribute(t,e){switch(e){case Boolean:t=t?rt:null;break;case Object:case Array:t=t==null?t:JSON.stringify(t)}return t},fromAttribute(t,e){let s=t;switch(e){case Boolean:s=t!==null;break;case Number:s=t===null?null:Number(t);break;case Object:case Array:try{s=JSON.parse(t)}catch{s=null}}return s}},$e=(t,e)=>!et(t,e),fe={attribute:!0,type:String,converter:J,reflect:!1,useDefault:!1,hasChanged:$e};Symbol.metadata??=Symbol("metadata"),H.litPropertyMetadata??=new WeakMap;var g=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,s=fe){if(s.state&&(s.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((s=Object.create(s)).wrapped=!0),this.elementProperties.set(e,s),!s.noAccessor){let i=Symbol(),n=this.getPropertyDescriptor(e,i,s);n!==void 0&&tt(this.prototype,e,n)}}static getPropertyDescriptor(e,s,i){let{get:n,set:o}=st(this.prototype,e)??{get(){return this[s]},set(r){this[s]=r}};return{get:n,set(r){let d=n?.call(this);o?.call(this,r),this.requestUpdate(e,d,i)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??fe}static _$Ei(){if(this.hasOwnProperty(T("elementProperties")))return;let e=ot(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(T("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(T("properties"))){let s=this.properties,i=[...it(s),...nt(s)];for(let n of i)this.createProperty(n,s[n])}let e=this[Symbol.metadata];if(e!==null){let s=litPropertyMetadata.get(e);if(s!==void 0)for(let[i,n]of s)this.elementProperties.set(i,n)}this._$Eh=new Map;for(let[s,i]of this.elementProperties){let n=this._$Eu(s,i);n!==void 0&&this._$Eh.set(n,s)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let s=[];if(Array.isArray(e)){let i=new Set(e.flat(1/0).reverse());for(let n of i)s.unshift(F(n))}else e!==void 0&&s.push(F(e));return s}static _$Eu(e,s){let i=s.attribute;return i===!1?void 0:typeof i=="string"?i:typeof e=="string"?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=new Map,s=this.constructor.elementProperties;for(let i of s.keys())this.hasOwnProperty(i)&&(e.set(i,this[i]),delete this[i]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return me(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,s,i){this._$AK(e,i)}_$ET(e,s){let i=this.constructor.elementProperties.get(e),n=this.constructor._$Eu(e,i);if(n!==void 0&&i.reflect===!0){let o=(i.converter?.toAttribute!==void 0?i.converter:J).toAttribute(s,i.type);this._$Em=e,o==null?this.removeAttribute(n):this.setAttribute(n,o),this._$Em=null}}_$AK(e,s){let i=this.constructor,n=i._$Eh.get(e);if(n!==void 0&&this._$Em!==n){let o=i.getPropertyOptions(n),r=typeof o.converter=="function"?{fromAttribute:o.converter}:o.converter?.fromAttribute!==void 0?o.converter:J;this._$Em=n;let d=r.fromAttribute(s,o.type);this[n]=d??this._$Ej?.get(n)??d,this._$Em=null}}requestUpdate(e,s,i,n=!1,o){if(e!==void 0){let r=this.constructor;if(n===!1&&(o=this[e]),i??=r.getPropertyOptions(e),!((i.hasChanged??$e)(o,s)||i.useDefault&&i.reflect&&o===this._$Ej?.get(e)&&!this.hasAttribute(r._$Eu(e,i))))return;this.C(e,s,i)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(e,s,{useDefault:i,reflect:n,wrapped:o},r){i&&!(this._$Ej??=new Map).has(e)&&(this._$Ej.set(e,r??s??this[e]),o!==!0||r!==void 0)||(this._$AL.has(e)||(this.hasUpdated||i||(s=void 0),this._$AL.set(e,s)),n===!0&&this._$Em!==e&&(this._$Eq??=new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(s){Promise.reject(s)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[n,o]of this._$Ep)this[n]=o;this._$Ep=void 0}let i=this.constructor.elementProperties;if(i.size>0)for(let[n,o]of i){let{wrapped:r}=o,d=this[n];r!==!0||this._$AL.has(n)||d===void 0||this.C(n,void 0,o,d)}}let e=!1,s=this._$AL;try{e=this.shouldUpdate(s),e?(this.willUpdate(s),this._$EO?.forEach(i=>i.hostUpdate?.()),this.update(s)):this._$EM()}catch(i){throw e=!1,this._$EM(),i}e&&this._$AE(s)}willUpdate(e){}_$AE(e){this._$EO?.forEach(s=>s.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(s=>this._$ET(s,this[s])),this._$EM()}updated(e){}firstUpdated(e){}};g.elementStyles=[],g.shadowRootOptions={mode:"open"},g[T("elementProperties")]=new Map,g[T("finalized")]=new Map,at?.({ReactiveElement:g}),(H.reactiveElementVersions??=[]).push("2.1.2");var te=globalThis,ve=t=>t,j=te.trustedTypes,be=j?j.createPolicy("lit-html",{createHTML:t=>t}):void 0,ke="$lit$",$=`lit$${Math.random().toFixed(9).slice(2)}$`,Se="?"+$,lt=`<${Se}>`,x=document,z=()=>x.createComment(""),L=t=>t===null||typeof t!="object"&&typeof t!="function",se=Array.isArray,ct=t=>se(t)||typeof t?.[Symbol.iterator]=="function",Y=`[ 	
\f\r]`,R=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,ye=/-->/g,xe=/>/g,b=RegExp(`>|${Y}(?:([^\\s"'>=/]+)(${Y}*=${Y}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),we=/'/g,_e=/"/g,Ee=/^(?:script|style|textarea|title)$/i,ie=t=>(e,...s)=>({_$litType$:t,strings:e,values:s}),a=ie(1),Ce=ie(2),Yt=ie(3),w=Symbol.for("lit-noChange"),l=Symbol.for("lit-nothing"),Ae=new WeakMap,y=x.createTreeWalker(x,129);function Pe(t,e){if(!se(t)||!t.hasOwnProperty("raw"))throw Error("invalid template strings array");return be!==void 0?be.createHTML(e):e}var dt=(t,e)=>{let s=t.length-1,i=[],n,o=e===2?"<svg>":e===3?"<math>":"",r=R;for(let d=0;d<s;d++){let c=t[d],p,h,u=-1,m=0;for(;m<c.length&&(r.lastIndex=m,h=r.exec(c),h!==null);)m=r.lastIndex,r===R?h[1]==="!--"?r=ye:h[1]!==void 0?r=xe:h[2]!==void 0?(Ee.test(h[2])&&(n=RegExp("</"+h[2],"g")),r=b):h[3]!==void 0&&(r=b):r===b?h[0]===">"?(r=n??R,u=-1):h[1]===void 0?u=-2:(u=r.lastIndex-h[2].length,p=h[1],r=h[3]===void 0?b:h[3]==='"'?_e:we):r===_e||r===we?r=b:r===ye||r===xe?r=R:(r=b,n=void 0);let f=r===b&&t[d+1].startsWith("/>")?" ":"";o+=r===R?c+lt:u>=0?(i.push(p),c.slice(0,u)+ke+c.slice(u)+$+f):c+$+(u===-2?d:f)}return[Pe(t,o+(t[s]||"<?>")+(e===2?"</svg>":e===3?"</math>":"")),i]},M=class t{constructor({strings:e,_$litType$:s},i){let n;this.parts=[];let o=0,r=0,d=e.length-1,c=this.parts,[p,h]=dt(e,s);if(this.el=t.createElement(p,i),y.currentNode=this.el.content,s===2||s===3){let u=this.el.content.firstChild;u.replaceWith(...u.childNodes)}for(;(n=y.nextNode())!==null&&c.length<d;){if(n.nodeType===1){if(n.hasAttributes())for(let u of n.getAttributeNames())if(u.endsWith(ke)){let m=h[r++],f=n.getAttribute(u).split($),U=/([.?@])?(.*)/.exec(m);c.push({type:1,index:o,name:U[2],strings:f,ctor:U[1]==="."?G:U[1]==="?"?Z:U[1]==="@"?X:k}),n.removeAttribute(u)}else u.startsWith($)&&(c.push({type:6,index:o}),n.removeAttribute(u));if(Ee.test(n.tagName)){let u=n.textContent.split($),m=u.length-1;if(m>0){n.textContent=j?j.emptyScript:"";for(let f=0;f<m;f++)n.append(u[f],z()),y.nextNode(),c.push({type:2,index:++o});n.append(u[m],z())}}}else if(n.nodeType===8)if(n.data===Se)c.push({type:2,index:o});else{let u=-1;for(;(u=n.data.indexOf($,u+1))!==-1;)c.push({type:7,index:o}),u+=$.length-1}o++}}static createElement(e,s){let i=x.createElement("template");return i.innerHTML=e,i}};function A(t,e,s=t,i){if(e===w)return e;let n=i!==void 0?s._$Co?.[i]:s._$Cl,o=L(e)?void 0:e._$litDirective$;return n?.constructor!==o&&(n?._$AO?.(!1),o===void 0?n=void 0:(n=new o(t),n._$AT(t,s,i)),i!==void 0?(s._$Co??=[])[i]=n:s._$Cl=n),n!==void 0&&(e=A(t,n._$AS(t,e.values),n,i)),e}var Q=class{constructor(e,s){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=s}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:s},parts:i}=this._$AD,n=(e?.creationScope??x).importNode(s,!0);y.currentNode=n;let o=y.nextNode(),r=0,d=0,c=i[0];for(;c!==void 0;){if(r===c.index){let p;c.type===2?p=new O(o,o.nextSibling,this,e):c.type===1?p=new c.ctor(o,c.name,c.strings,this,e):c.type===6&&(p=new ee(o,this,e)),this._$AV.push(p),c=i[++d]}r!==c?.index&&(o=y.nextNode(),r++)}return y.currentNode=x,n}p(e){let s=0;for(let i of this._$AV)i!==void 0&&(i.strings!==void 0?(i._$AI(e,i,s),s+=i.strings.length-2):i._$AI(e[s])),s++}},O=class t{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,s,i,n){this.type=2,this._$AH=l,this._$AN=void 0,this._$AA=e,this._$AB=s,this._$AM=i,this.options=n,this._$Cv=n?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,s=this._$AM;return s!==void 0&&e?.nodeType===11&&(e=s.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,s=this){e=A(this,e,s),L(e)?e===l||e==null||e===""?(this._$AH!==l&&this._$AR(),this._$AH=l):e!==this._$AH&&e!==w&&this._(e):e._$litType$!==void 0?this.$(e):e.nodeType!==void 0?this.T(e):ct(e)?this.k(e):this._(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==l&&L(this._$AH)?this._$AA.nextSibling.data=e:this.T(x.createTextNode(e)),this._$AH=e}$(e){let{values:s,_$litType$:i}=e,n=typeof i=="number"?this._$AC(e):(i.el===void 0&&(i.el=M.createElement(Pe(i.h,i.h[0]),this.options)),i);if(this._$AH?._$AD===n)this._$AH.p(s);else{let o=new Q(n,this),r=o.u(this.options);o.p(s),this.T(r),this._$AH=o}}_$AC(e){let s=Ae.get(e.strings);return s===void 0&&Ae.set(e.strings,s=new M(e)),s}k(e){se(this._$AH)||(this._$AH=[],this._$AR());let s=this._$AH,i,n=0;for(let o of e)n===s.length?s.push(i=new t(this.O(z()),this.O(z()),this,this.options)):i=s[n],i._$AI(o),n++;n<s.length&&(this._$AR(i&&i._$AB.nextSibling,n),s.length=n)}_$AR(e=this._$AA.nextSibling,s){for(this._$AP?.(!1,!0,s);e!==this._$AB;){let i=ve(e).nextSibling;ve(e).remove(),e=i}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},k=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,s,i,n,o){this.type=1,this._$AH=l,this._$AN=void 0,this.element=e,this.name=s,this._$AM=n,this.options=o,i.length>2||i[0]!==""||i[1]!==""?(this._$AH=Array(i.length-1).fill(new String),this.strings=i):this._$AH=l}_$AI(e,s=this,i,n){let o=this.strings,r=!1;if(o===void 0)e=A(this,e,s,0),r=!L(e)||e!==this._$AH&&e!==w,r&&(this._$AH=e);else{let d=e,c,p;for(e=o[0],c=0;c<o.length-1;c++)p=A(this,d[i+c],s,c),p===w&&(p=this._$AH[c]),r||=!L(p)||p!==this._$AH[c],p===l?e=l:e!==l&&(e+=(p??"")+o[c+1]),this._$AH[c]=p}r&&!n&&this.j(e)}j(e){e===l?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??"")}},G=class extends k{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===l?void 0:e}},Z=class extends k{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==l)}},X=class extends k{constructor(e,s,i,n,o){super(e,s,i,n,o),this.type=5}_$AI(e,s=this){if((e=A(this,e,s,0)??l)===w)return;let i=this._$AH,n=e===l&&i!==l||e.capture!==i.capture||e.once!==i.once||e.passive!==i.passive,o=e!==l&&(i===l||n);n&&this.element.removeEventListener(this.name,this,i),o&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},ee=class{constructor(e,s,i){this.element=e,this.type=6,this._$AN=void 0,this._$AM=s,this.options=i}get _$AU(){return this._$AM._$AU}_$AI(e){A(this,e)}};var pt=te.litHtmlPolyfillSupport;pt?.(M,O),(te.litHtmlVersions??=[]).push("3.3.3");var Te=(t,e,s)=>{let i=s?.renderBefore??e,n=i._$litPart$;if(n===void 0){let o=s?.renderBefore??null;i._$litPart$=n=new O(e.insertBefore(z(),o),o,void 0,s??{})}return n._$AI(t),n};var ne=globalThis,v=class extends g{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let s=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=Te(s,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return w}};v._$litElement$=!0,v.finalized=!0,ne.litElementHydrateSupport?.({LitElement:v});var ut=ne.litElementPolyfillSupport;ut?.({LitElement:v});(ne.litElementVersions??=[]).push("4.2.2");var q=class extends Error{constructor(s,i){super(i);this.status=s}},ht=2e4;async function Re(t,e={}){let s=new AbortController,i=setTimeout(()=>s.abort(),ht);try{return await fetch(t,{credentials:"omit",referrerPolicy:"no-referrer",signal:s.signal,...e})}finally{clearTimeout(i)}}var ze=(t,e)=>Re(t,{method:"POST",headers:{"content-type":"application/json"},body:JSON.stringify(e)});async function Le(t,e){let s=await ze(`${t}api/chat`,e);if(s.ok)return s.json();let i=await s.json().catch(()=>({}));throw new q(s.status,[i.title,i.detail].filter(Boolean).join(". "))}async function Me(t,e){try{let s=await Re(`${t}api/site/${encodeURIComponent(e)}`);return s.ok?await s.json():null}catch{return null}}function Oe(t,e,s,i,n){ze(`${t}api/feedback`,{conversation:e,message_id:s,helpful:i,reason:n??null}).catch(()=>{})}async function oe(t,e){await fetch(`${t}api/conversations/${encodeURIComponent(e)}`,{method:"DELETE",credentials:"omit",keepalive:!0}).catch(()=>{})}function mt(t){let e=t.getVoices();return e.length?Promise.resolve(e):new Promise(s=>{let i=()=>s(t.getVoices());t.addEventListener?.("voiceschanged",i,{once:!0}),setTimeout(i,1e3)})}async function gt(){return(window.speechSynthesis?await mt(speechSynthesis):[]).find(e=>e.localService&&e.lang.toLowerCase().startsWith("fr"))??null}async function qe(t,e,s){let i=await gt();if(!i)return!1;if(!e())return!0;let n=new SpeechSynthesisUtterance(t);return n.voice=i,n.lang=i.lang,n.onend=n.onerror=s,speechSynthesis.cancel(),speechSynthesis.speak(n),!0}var S=()=>window.speechSynthesis?.cancel();var re=t=>`passerelle:${t}`;function Ue(t){try{return JSON.parse(sessionStorage.getItem(re(t))??"null")}catch{return null}}function Ne(t,e){try{sessionStorage.setItem(re(t),JSON.stringify(e))}catch{}}function V(t){try{sessionStorage.removeItem(re(t))}catch{}}var Ie=K`
:host {
  all: initial !important;
  display: block !important;
  color-scheme: light dark;
  font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif !important;
  line-height: 1.5 !important;
  --paper: #fbf8f2; --surface: #fff; --ink: #1b2a30; --quiet: #51626a; --line: #d9d3c7; --edge: #7b878c;
  --soft: #e3eff0; --link: #0b5563; --danger: #9c2a1c; --danger-soft: #fdeeea; --warn: #7a4a00; --focus: #b3450f;
}
@media (prefers-color-scheme: dark) {
  :host {
    --paper: #12191c; --surface: #1b2529; --ink: #eef2f1; --quiet: #b3c0c3; --line: #35444a; --edge: #7f9096;
    --soft: #1f3439; --link: #8fd3de; --danger: #ffb4a6; --danger-soft: #3a1f1b; --warn: #f4cd8c; --focus: #ffb27d;
  }
}
@media (prefers-contrast: more) { :host { --line: currentcolor; --edge: currentcolor; --quiet: var(--ink); } }
*, ::before, ::after { box-sizing: border-box; }
[hidden] { display: none !important; }
.sr { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
p, h2, h3, h4, dl, dd, ol { margin: 0; padding: 0; }
button, textarea { font: inherit; color: inherit; }
button, .button {
  display: inline-flex; align-items: center; justify-content: center; gap: .4em; min-height: 44px; min-width: 44px; padding: .35em .9em;
  border: 1.5px solid var(--edge); border-radius: 22px; background: var(--surface); color: var(--ink); cursor: pointer;
  text-decoration: none; text-align: center; line-height: 1.25;
}
button:hover, .button:hover { box-shadow: inset 0 0 0 1px currentcolor; }
button[disabled] { color: var(--quiet); border-style: dashed; cursor: default; box-shadow: none; }
button[aria-pressed="true"] { background: var(--soft); border-color: var(--link); border-width: 2.5px; font-weight: 600; }
.main { background: var(--accent, #0b5563); border-color: var(--accent, #0b5563); color: var(--on-accent, #fff); font-weight: 600; }
.link { border: 0; background: none; padding: .35em .4em; color: var(--link); text-decoration: underline; text-underline-offset: .18em; }
a { color: var(--link); text-underline-offset: .18em; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
#title:focus { outline: none; }
svg { width: 1.5em; height: 1.5em; fill: none; stroke: currentcolor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; flex: none; }

.launch {
  position: fixed; bottom: calc(20px + var(--shift, 0px)); z-index: 2147483000; padding: .55em 1.25em .55em 1em; min-height: 56px;
  border: 2px solid var(--on-accent, #fff); border-radius: 28px; background: var(--accent, #0b5563); color: var(--on-accent, #fff);
  font-size: 1em; font-weight: 600; box-shadow: 0 4px 18px rgb(0 0 0 / 28%);
}
.right .launch { right: 20px; }
.left .launch { left: 20px; }
.panel {
  display: flex; flex-direction: column; margin: 0; padding: 0; border: 1px solid var(--line); background: var(--paper); color: var(--ink);
  overflow-wrap: anywhere;
}
dialog.panel {
  position: fixed; inset: auto 20px 20px auto; z-index: 2147483001; width: 26.5em; max-width: calc(100vw - 40px);
  height: min(44em, calc(100dvh - 40px)); max-height: none; border-radius: 18px; overflow: hidden; box-shadow: 0 12px 48px rgb(0 0 0 / 30%);
}
.left dialog.panel { inset: auto auto 20px 20px; }
.size-1 { font-size: 1.2em; } .size-2 { font-size: 1.45em; } .size-3 { font-size: 1.75em; }
header {
  display: flex; align-items: center; gap: .35em; padding: .6em .6em .6em 1em; background: var(--accent, #0b5563); color: var(--on-accent, #fff);
}
header img { height: 2.2em; width: auto; border-radius: 6px; }
.name { flex: 1; min-width: 0; }
h2, h3, h4 { font-family: "Iowan Old Style", "Palatino Linotype", Palatino, "URW Palladio L", P052, Georgia, serif; line-height: 1.2; text-wrap: balance; }
h2 { font-size: 1.25em; }
.name p { font-size: .875em; }
header button { background: none; color: inherit; border-color: transparent; padding: .3em; }
header .quit { background: #fff; color: #7d1f13; font-weight: 700; padding: .3em .9em; }
header :focus-visible { outline-color: currentcolor; }
header .quit:focus-visible { outline-color: var(--on-accent, #fff); }
#settings { padding: .7em 1em; background: var(--surface); border-bottom: 1px solid var(--line); }
.row, .choices, .reach, .chips, .links { display: flex; flex-wrap: wrap; gap: .45em; align-items: center; }
.tools { display: flex; justify-content: flex-end; padding: .4em .6em 0; }
.tools button { border-color: transparent; background: none; }

#log { flex: 1; min-height: 0; overflow-y: auto; padding: 1em; display: flex; flex-direction: column; gap: .9em; overscroll-behavior: contain; position: relative; }
#log:focus-visible { outline-offset: -3px; }
.turn { display: flex; flex-direction: column; gap: .7em; scroll-margin-top: 6em; }
.bot { align-self: stretch; background: var(--soft); border-radius: 4px 16px 16px 16px; padding: .8em 1em; display: grid; gap: .6em; position: relative; }
.bot > * { min-width: 0; }
.me { align-self: flex-end; max-width: 88%; background: var(--surface); border: 1.5px solid var(--link); border-radius: 16px 16px 4px 16px; padding: .6em 1em; white-space: pre-wrap; position: relative; }
.notice, .quiet, .source, .where, dt { color: var(--quiet); font-size: .9em; }
.notice a, .source a { padding-block: .3em; }
.danger { background: var(--danger-soft); border: 2px solid var(--danger); font-size: 1.06em; }
.danger h3 { color: var(--danger); font-size: 1.15em; }
.problem { border-left: 5px solid var(--danger); background: var(--danger-soft); border-radius: 8px; padding: .8em 1em; display: grid; gap: .6em; justify-items: start; }
.cards { list-style: none; display: grid; gap: .7em; }
.card { background: var(--surface); border: 1px solid var(--line); border-radius: 14px; padding: .9em 1em; display: grid; gap: .55em; position: relative; }
.card > * { min-width: 0; }
h4 { font-size: 1.1em; }
.rank { display: inline-grid; place-items: center; width: 1.6em; height: 1.6em; margin-right: .45em; border-radius: 50%; background: var(--accent, #0b5563); color: var(--on-accent, #fff); font: 700 .85em/1 system-ui, sans-serif; }
.map { display: inline-flex; align-items: center; min-height: 44px; justify-self: start; }
.beside { display: grid; gap: 1em; }
figure { margin: 0; justify-self: center; max-width: 20em; text-align: center; }
figure img { display: block; width: 100%; height: auto; background: var(--surface); border-radius: 14px; }
.card .link { justify-self: start; padding-inline: 0; }
.chip { padding: .1em .7em; border-radius: 1em; font-size: .9em; font-weight: 600; background: var(--soft); }
.chip.warn { background: none; border: 1.5px solid currentcolor; color: var(--warn); }
.chip.example { background: none; border: 1.5px dashed currentcolor; color: var(--warn); }
dl { display: grid; gap: .35em; }
dl div { display: grid; grid-template-columns: minmax(5.5em, 30%) 1fr; gap: 0 .8em; }
summary { display: flex; align-items: center; min-height: 44px; cursor: pointer; color: var(--link); font-weight: 600; list-style: none; }
summary::-webkit-details-marker { display: none; }
summary::before { content: ""; width: .45em; height: .45em; margin: 0 .7em 0 .15em; border: solid currentcolor; border-width: 0 .14em .14em 0; transform: rotate(-45deg); }
[open] > summary::before { transform: rotate(45deg); }
.links { gap: 0 1.1em; }
.links a { display: inline-flex; align-items: center; min-height: 44px; }
.source { border-top: 1px solid var(--line); padding-top: .5em; }
.after { color: var(--quiet); font-size: .94em; display: flex; flex-wrap: wrap; align-items: center; gap: 0 .6em; }
.typing { display: flex; gap: .35em; padding: .2em 1.4em .6em; }
i { width: .55em; height: .55em; border-radius: 50%; background: var(--quiet); }
.told { margin: 0 1em .5em; padding: .4em .8em; border-radius: 8px; background: var(--soft); font-size: .94em; }
form { padding: .7em 1em .35em; background: var(--surface); border-top: 1px solid var(--line); }
.write { display: flex; gap: .5em; align-items: flex-end; }
textarea {
  flex: 1; min-width: 0; min-height: 48px; max-height: 9em; field-sizing: content; resize: none; padding: .65em .8em; border: 1.5px solid var(--edge);
  border-radius: 12px; background: var(--surface); color: var(--ink); line-height: 1.4;
}
textarea::placeholder { color: var(--quiet); opacity: 1; }
.send { min-height: 48px; min-width: 48px; border-radius: 24px; }
.under { text-align: center; }

.whole { border-radius: 18px; box-shadow: 0 1px 2px rgb(0 0 0 / 8%), 0 8px 24px rgb(0 0 0 / 6%); background: var(--surface); font-size: 1.0625em; }
.whole.size-1 { font-size: 1.25em; } .whole.size-2 { font-size: 1.5em; } .whole.size-3 { font-size: 1.8em; }
.whole #log { overflow: visible; padding: .3em clamp(.9em, 3vw, 1.6em) 1.4em; }
.whole form { position: sticky; bottom: 0; border-radius: 0 0 18px 18px; padding-inline: clamp(.9em, 3vw, 1.6em); }
.whole .send { padding-inline: 1.3em; }

@media (min-width: 60em) { .beside { grid-template-columns: 1fr 13em; align-items: start; } figure { position: sticky; top: 6em; } }
@media (max-width: 40em), (max-height: 30em) {
  dialog.panel, .left dialog.panel { inset: 0; width: 100%; max-width: 100%; height: 100dvh; border: 0; border-radius: 0; }
}
@media (max-width: 40em) {
  .site { display: none; }
  .whole .send { padding-inline: .5em; }
  .whole .send span { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
}
@media (max-width: 22em) { .name p { display: none; } header { padding-left: .6em; } dl div { grid-template-columns: 1fr; } .launch { right: 12px; } }
/* So little height (a phone on its side, a page enlarged four times): one scroll for everything. */
@media (max-height: 26em) {
  dialog.panel { display: block; overflow-y: auto; }
  dialog #log { overflow: visible; }
  .whole form { position: static; }
  /* « Quitter » stays in sight. */
  header { position: sticky; top: 0; z-index: 2; padding-block: .2em; }
  header .name p { display: none; }
  .turn { scroll-margin-top: 4em; }
}
@media (forced-colors: active) {
  .bot, .chip, .problem, .told, .rank { border: 1px solid; }
  header { border-bottom: 2px solid; }
  i { background: CanvasText; }
}
@media (prefers-reduced-motion: no-preference) {
  dialog.panel { animation: rise .18s ease-out; }
  i { animation: beat 1.2s infinite; }
  i:nth-child(2) { animation-delay: .2s; }
  i:nth-child(3) { animation-delay: .4s; }
}
@keyframes rise { from { opacity: .3; transform: translateY(12px); } }
@keyframes beat { 40% { opacity: .25; } }
@media print { :host { display: none !important; } }
`;var E={first:["hours_now","status","dates","age","price","address","who_decides","first_step","axis"],more:["hours","closures","access","appointment","documents","email","for_whom","registration","transport","payer","places","appeal","follow_up"],labels:{hours_now:"Aujourd’hui",status:"État",dates:"Dates",age:"Âge",price:"Prix",address:"Adresse",who_decides:"Qui décide",first_step:"Pour commencer",axis:"Axe",hours:"Horaires",closures:"Fermetures",access:"Accès",appointment:"Rendez-vous",documents:"À apporter",email:"Courriel",for_whom:"Pour qui",registration:"Inscription",transport:"Transport",payer:"Qui paie",places:"Places",appeal:"Si vous n’êtes pas d’accord",follow_up:"Suivi"}};var ae={launch:"Une question ?",title:"Passerelle",subtitle:"Assistant automatique",conversation:"Conversation",close:"Fermer",quit:"Quitter",quitHelp:"Efface tout et ouvre une page sans rapport. Raccourci : deux fois Échap.",settings:"Réglages",textSize:"Taille du texte",smaller:"Plus petit",larger:"Plus grand",plainSwitch:"Français simple",language:"English",erase:"Effacer la conversation",erased:"La conversation est effacée.",greeting:"",notice:t=>`Vous parlez à une machine. Elle ne remplit et n’envoie rien. N’écrivez ni nom, ni adresse, ni numéro. Vos messages sont gardés ${t} jours, sans ce qui permet de vous reconnaître. « Quitter », ou deux fois la touche Échap, efface tout, mais l’historique de votre navigateur peut rester.`,privacy:"Vos données",you:"Vous",bot:"Passerelle",typing:"Passerelle cherche…",label:"Votre question",placeholder:"Écrivez votre question",send:"Envoyer",person:"Parler à quelqu’un",personMessage:"Je veux parler à quelqu’un",starters:"Pour commencer",suggestions:"Questions proposées",offline:"Pas de connexion : votre message n’est pas parti.",offlineUrgent:"En danger, appelez :",retry:"Réessayer",refused:"Le service ne répond pas. Réessayez dans un instant.",danger:"Vous pouvez être aidé maintenant",goOn:"Vous pouvez continuer à écrire ici. Rien de cette conversation n’est gardé.",helpful:"Cette réponse vous aide ?",yes:"Oui",no:"Non",why:"Pourquoi ?",thanks:"Merci pour votre avis.",reasons:{wrong:"C’est faux",incomplete:"Il manque quelque chose",not_clear:"Ce n’est pas clair",outdated:"Ce n’est plus à jour",not_my_question:"Ce n’est pas ma question",other:"Autre raison"},listen:"Écouter",stop:"Arrêter",noVoice:"Votre appareil n’a pas de voix française à lui. Rien n’est lu, pour que votre texte ne parte pas ailleurs.",example:"Exemple, fiche inventée",confirm:"À confirmer",call:"Appeler",text:"Écrire un SMS au",route:"Itinéraire",more:"Plus de détails",choose:"En savoir plus",calendar:"Ajouter à mon agenda",contact:"Ajouter à mes contacts",official:"Page officielle",print:"Imprimer",copy:"Copier",copied:"C’est copié.",notCopied:"Votre navigateur refuse la copie. Sélectionnez le texte pour le copier.",map:"Voir la liste et la carte",mapImage:"Carte : les numéros sont ceux de la liste",source:"Source :",away:t=>`à ${t} km`,french:""},$t={...ae,notice:t=>`Je suis une machine. Je n’envoie rien pour vous. N’écrivez pas votre nom. N’écrivez pas votre adresse. Je garde vos messages ${t} jours. Je cache ce qui permet de vous reconnaître. « Quitter » efface tout. Appuyer deux fois sur Échap aussi. L’historique de votre navigateur peut rester.`,typing:"Je cherche…",placeholder:"Écrivez ici",offline:"Il n’y a pas d’internet. Votre message n’est pas parti.",offlineUrgent:"Vous êtes en danger ? Appelez :",refused:"Le service ne marche pas. Essayez encore dans un moment.",goOn:"Vous pouvez encore écrire ici. Je ne garde rien.",helpful:"Est-ce que cela vous aide ?",confirm:"À vérifier par téléphone",noVoice:"Votre appareil ne peut pas lire le texte à voix haute."},He={...ae,launch:"Any question?",subtitle:"Automatic assistant",close:"Close",quit:"Leave",quitHelp:"Erases everything and opens an unrelated page. Shortcut: press Escape twice.",settings:"Settings",textSize:"Text size",smaller:"Smaller",larger:"Larger",plainSwitch:"Simple French",language:"Français",erase:"Erase the conversation",erased:"The conversation is erased.",greeting:"Hello. I am Passerelle, an automatic assistant (artificial intelligence): you are talking to a machine. I know about services shared by Loire and Haute-Loire, with sources. Please write in French: my answers are in French.",notice:t=>`You are talking to a machine. It fills in and sends nothing. Do not write names, addresses or numbers. Your messages are kept for ${t} days without what could identify you. “Leave”, or Escape pressed twice, erases everything, but your browser’s history may remain.`,privacy:"Your data",you:"You",typing:"Passerelle is searching…",label:"Your question",placeholder:"Write your question in French",send:"Send",person:"Talk to someone",starters:"To begin",suggestions:"Suggested questions",offline:"No connection: your message was not sent.",offlineUrgent:"In danger, call:",retry:"Try again",refused:"The service does not respond. Try again in a moment.",danger:"You can get help now",goOn:"You can go on writing here. Nothing of this conversation is kept.",helpful:"Does this answer help?",yes:"Yes",no:"No",why:"Why?",thanks:"Thank you for your opinion.",reasons:{wrong:"It is wrong",incomplete:"Something is missing",not_clear:"It is not clear",outdated:"It is out of date",not_my_question:"It is not my question",other:"Another reason"},listen:"Listen",stop:"Stop",noVoice:"Your device has no French voice of its own. Nothing is read, so that your text goes nowhere else.",example:"Example, invented record",confirm:"To be confirmed",call:"Call",text:"Send a text to",route:"Route",more:"More details",choose:"Learn more",calendar:"Add to my calendar",contact:"Add to my contacts",official:"Official page",print:"Print",copy:"Copy",copied:"Copied.",notCopied:"Your browser refuses to copy. Select the text to copy it.",map:"See the list and the map",mapImage:"Map: the numbers are those of the list",source:"Source:",away:t=>`${t} km away`,french:"fr"},vt={fr:ae,plain:$t,en:He},je=t=>vt[t];function Ve(t,e){return e==="en"?He.greeting:(e==="plain"?t?.greeting_plain:t?.greeting)||"Bonjour. Je suis Passerelle, un assistant automatique : vous parlez à une machine. Que cherchez-vous ?"}var le=["premier","deuxième","troisième","quatrième","cinquième","sixième","septième","huitième","neuvième","dixième"],De=[["tel:15","15","SAMU"],["tel:17","17","police"],["tel:112","112","Europe"],["sms:114","114","SMS"]];var bt=E.labels,yt=["hours_now","status","email"],_=t=>t&&/^(tel:|sms:|geo:|https?:\/\/)/i.test(t)?t:null,ce=(t,e)=>e.filter(s=>t.facts[s]&&!yt.includes(s)).map(s=>[bt[s],t.facts[s]]),Be=t=>t.length?a`<dl>${t.map(([e,s])=>a`<div><dt>${e}</dt><dd>${s}</dd></div>`)}</dl>`:l,xt=160,wt=30;function de(t){let e=t.length>xt?t.search(/[.!?] (?=[A-ZÀ-Ý«])/)+1:0;return e>wt?a`<p>${t.slice(0,e)}</p><p>${t.slice(e+1)}</p>`:a`<p>${t}</p>`}var _t=t=>t<10?t.toFixed(1).replace(".",",").replace(",0",""):Math.round(t).toString();function At(t,e){let s=ce(t,[...E.first,...E.more]).map(([o,r])=>`${o} : ${r}`),i=(t.links?.tel??[]).map(o=>`${o.label} : ${o.number}`),n=`${e.source} ${t.source.name}${t.verified?`, ${t.verified}`:""}`;return[t.example?e.example:"",t.title,t.commune??"",t.text,...i,...s,n].filter(Boolean).join(`
`)}function We(t,e,s,i,n){let{words:o}=n,r=t.facts.hours_now||t.facts.status,d=[t.commune,t.distance_km==null?"":o.away(_t(t.distance_km))].filter(Boolean).join(" · "),c=a`<span class="sr"> : ${t.title}</span>`;return a`<article class="card">
    <h4>${s?a`<span class="rank" aria-hidden="true">${e+1}</span>`:l}${t.title}</h4>
    ${d?a`<p class="where">${d}</p>`:l}
    ${t.example||r||(t.freshness??"ok")!=="ok"?a`<p class="chips">
          ${t.example?a`<span class="chip example">${o.example}</span>`:l}
          ${r?a`<span class="chip">${r}</span>`:l}
          ${(t.freshness??"ok")!=="ok"?a`<span class="chip warn">${o.confirm}</span>`:l}
        </p>`:l}
    ${t.why?.length?a`<p class="where">${t.why.join(" · ")}</p>`:l}
    ${t.text?de(t.text):l}
    ${kt(t,o)}
    ${Be(ce(t,E.first))}
    ${i?l:St(t,n,c)}
    ${s&&!i&&e<le.length?a`<button class="link" @click=${()=>n.send(`Le ${le[e]}`)}>${o.choose}${c}</button>`:l}
    <p class="source">${o.source}
      ${_(t.source.url)?a`<a href=${_(t.source.url)} target="_blank" rel="noopener noreferrer">${t.source.name}</a>`:t.source.name}${t.verified?`, ${t.verified}`:l}
    </p>
  </article>`}function kt(t,e){let{tel:s=[],sms:i,geo:n}=t.links??{};return!s.length&&!i&&!n?l:a`<p class="reach">
    ${s.map(o=>_(o.href)?a`<a class="button main" href=${o.href}>${e.call} ${o.number}<span class="sr"> (${o.label})</span></a>`:l)}
    ${_(i)?a`<a class="button ${s.length?"":"main"}" href=${i}>${e.text} ${t.facts.number}</a>`:l}
    ${_(n)?a`<a class="button" href=${n}>${e.route}<span class="sr"> : ${t.title}</span></a>`:l}
  </p>`}function St(t,e,s){let{words:i,base:n}=e,{ics:o,vcf:r}=t.links??{},d=h=>n+h.replace(/^\//,""),c=t.facts.email,p=!t.example;return a`<details>
    <summary>${i.more}${s}</summary>
    ${Be(ce(t,E.more))}
    <p class="links">
      ${c?a`<a href="mailto:${encodeURIComponent(c).replace("%40","@")}">${c}</a>`:l}
      ${p&&o?a`<a href=${d(o)}>${i.calendar}${s}</a>`:l}
      ${p&&r?a`<a href=${d(r)}>${i.contact}${s}</a>`:l}
      ${_(t.url)?a`<a href=${_(t.url)} target="_blank" rel="noopener noreferrer">${i.official}${s}</a>`:l}
      ${p?a`<a href=${d(`/fiche/${t.kind}/${encodeURIComponent(t.id)}`)} target="_blank" rel="noopener noreferrer">${i.print}${s}</a>`:l}
      <button class="link" @click=${()=>e.copy(At(t,i))}>${i.copy}${s}</button>
    </p>
  </details>`}var D=t=>Ce`<svg viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d=${t} /></svg>`,Et="M6 6l12 12M18 6L6 18",Ct="M4 7h9m4 0h3M4 17h3m4 0h9M15 5v4M9 15v4",Pt="M2 12c4-7 16-7 20 0M2 12h20M7 9v3M12 7v5M17 9v3M2 17c3-2 4-2 7 0s4 2 6 0 4-2 7 0",Tt="M5 12h14M13 6l6 6-6 6";function Je(t){if(t.whole)return a`<section class="panel whole size-${t.size}" aria-label=${t.words.conversation} lang=${Ke(t)}>${Lt(t)}${Fe(t)}</section>`;let e=t.look?.position==="left"?"left":"right";return a`<div class=${e} lang=${Ke(t)}>
    <button id="launch" class="launch" ?hidden=${t.open} aria-haspopup="dialog" aria-expanded=${t.open} @click=${()=>t.open?t.hide():t.show()}>
      ${D(Pt)}<span>${t.words.launch}</span>
    </button>
    ${t.open?a`<dialog class="panel size-${t.size}" aria-labelledby="title" @cancel=${s=>s.preventDefault()} @close=${()=>t.hide()}>
          ${zt(t)}${Fe(t)}
        </dialog>`:l}
  </div>`}var Ke=t=>t.language==="en"?"en":"fr";function Rt(t){return a`<button class="quit" title=${t.words.quitHelp} @click=${()=>t.quit()}>${t.words.quit}</button>`}function Ye(t){return a`<button class="icon" aria-expanded=${t.settings} aria-controls="settings" @click=${()=>t.settings=!t.settings}>
    ${D(Ct)}<span class=${t.whole?"":"sr"}>${t.words.settings}</span>
  </button>`}function zt(t){let{words:e,look:s}=t;return a`<header>
      ${s?.logo?a`<img src=${s.logo.startsWith("/")?t.base+s.logo.slice(1):s.logo} alt="" />`:l}
      <div class="name"><h2 id="title" tabindex="-1">${e.title}</h2><p>${e.subtitle}${s?.name?a`<span class="site"> · ${s.name}</span>`:l}</p></div>
      ${Rt(t)}${Ye(t)}
      <button class="icon" @click=${()=>t.hide()}>${D(Et)}<span class="sr">${e.close}</span></button>
    </header>
    ${Qe(t)}`}function Lt(t){return a`<div class="tools">${Ye(t)}</div>${Qe(t)}`}function Qe(t){let{words:e}=t,s=t.choose.bind(t);return a`<div id="settings" ?hidden=${!t.settings}>
    <div class="row" role="group" aria-label=${e.textSize}>
      <button @click=${()=>s({size:t.size-1})} ?disabled=${t.size===0}><span aria-hidden="true">A−</span><span class="sr">${e.smaller}</span></button>
      <button @click=${()=>s({size:t.size+1})} ?disabled=${t.size===3}><span aria-hidden="true">A+</span><span class="sr">${e.larger}</span></button>
      <button aria-pressed=${t.language==="plain"} @click=${()=>s({language:t.language==="plain"?"fr":"plain"})}>${e.plainSwitch}</button>
      <button lang=${t.language==="en"?"fr":"en"} @click=${()=>s({language:t.language==="en"?"fr":"en"})}>${e.language}</button>
      <button @click=${()=>t.clear()}>${e.erase}</button>
    </div>
  </div>`}function Fe(t){let{words:e,look:s}=t;return a`<div id="log" role="log" aria-label=${e.conversation} tabindex="0">
      <div class="bot"><p>${Ve(s,t.language)}</p></div>
      <p class="notice">${e.notice(s?.text_days??90)} <a href="${t.base}confidentialite" target="_blank" rel="noopener">${e.privacy}</a></p>
      ${t.turns.length||!s?l:Ge(t,e.starters,t.language==="plain"?s.starters_plain:s.starters)}
      ${t.turns.map((i,n)=>Mt(t,i,n===t.turns.length-1))}
    </div>
    ${t.busy?a`<p class="typing" aria-hidden="true"><i></i><i></i><i></i></p>`:l}
    <p id="status" role="status" class=${t.status&&!t.busy?"told":"sr"}>${t.status}</p>
    ${It(t)}`}function Ge(t,e,s){return s.length?a`<div class="choices" role="group" aria-label=${e} aria-live="off" lang="fr">
    ${s.map(i=>a`<button @click=${()=>t.send(i.message)}>${i.label}</button>`)}
  </div>`:l}function Mt(t,e,s){let{words:i}=t;return a`<div class="turn" data-turn=${e.id}>
    <p class="me"><span class="sr">${i.you} : </span>${e.text}</p>
    ${e.state==="failed"?Ot(t,e):l}
    ${e.state==="refused"?a`<div class="problem"><p>${e.problem||i.refused}</p><button @click=${()=>t.retry(e)}>${i.retry}</button></div>`:l}
    ${e.answer?qt(t,e,s):l}
  </div>`}function Ot(t,e){let{words:s}=t;return a`<div class="problem">
    <p>${s.offline}</p>
    <p>${s.offlineUrgent} ${De.map(([i,n,o])=>a`<a class="button" href=${i}>${n}<span> ${o}</span></a> `)}</p>
    ${t.silent?l:a`<button @click=${()=>t.retry(e)}>${s.retry}</button>`}
  </div>`}function qt(t,e,s){let{words:i}=t,{messages:n,results:o,suggestions:r,emergency:d}=e.answer,c={base:t.base,words:i,send:p=>{t.send(p)},copy:p=>{t.copy(p)}};return a`<div class=${d?"bot danger":"bot"} lang="fr">
      <span class="sr">${i.bot} : </span>
      ${d?a`<h3>${i.danger}</h3>`:l}
      ${d?n.map(p=>a`<p>${p.text}</p>`):n.map(p=>de(p.text))}
      ${o.length?Ut(t,o,!!d,c):l}
      ${d?a`<p class="quiet">${i.goOn}</p>`:l}
    </div>
    ${s&&!d?Ge(t,i.suggestions,r):l}
    ${d||t.silent?l:Nt(t,e)}`}function Ut(t,e,s,i){let{words:n}=t,o=a`<ol class="cards">${e.map((c,p)=>a`<li>${We(c,p,e.length>1,s,i)}</li>`)}</ol>`;if(s||!e.some(c=>c.commune||c.links?.geo))return o;let r=e.map(c=>`id=${encodeURIComponent(c.id)}`).join("&"),d=a`<a class="map" href="${t.base}carte?${r}" target="_blank" rel="noopener noreferrer">${n.map}</a>`;return t.whole?a`<div class="beside">${o}<figure><img src="${t.base}carte.svg?${r}" alt=${n.mapImage} loading="lazy" /><figcaption>${d}</figcaption></figure></div>`:a`${o}${d}`}function Nt(t,e){let{words:s}=t,i=(n,o)=>()=>t.opinion(e,n,o);return a`<div class="after" aria-live="off">
    <button class="link" @click=${()=>t.listen(e)}>${t.speaking===e.id?s.stop:s.listen}</button>
    ${e.opinion==="done"?a`<span>${s.thanks}</span>`:e.opinion==="no"?a`<span role="group" aria-label=${s.why}>${s.why} ${Object.entries(s.reasons).map(([n,o])=>a`<button class="link" @click=${i(!1,n)}>${o}</button>`)}</span>`:a`<span role="group" aria-label=${s.helpful}>${s.helpful} <button class="link" @click=${i(!0)}>${s.yes}</button> <button class="link" @click=${i(!1)}>${s.no}</button></span>`}
  </div>`}function It(t){let{words:e}=t,s=n=>{n.preventDefault();let o=t.renderRoot.querySelector("#message");if(t.busy||!o.value.trim())return;let r=o.value;o.value="",t.send(r)},i=n=>{n.key==="Enter"&&!n.shiftKey&&!n.isComposing&&s(n)};return a`<form @submit=${s} autocomplete="off">
    <label class="sr" for="message">${e.label}</label>
    <div class="write">
      <textarea id="message" rows="1" placeholder=${e.placeholder} enterkeyhint="send" @keydown=${i}></textarea>
      <button class="main send" aria-disabled=${t.busy}>${D(Tt)}<span class=${t.whole?"":"sr"}>${e.send}</span></button>
    </div>
    <p class="under"><button type="button" class="link" @click=${()=>t.send(e.personMessage)}>${e.person}</button></p>
  </form>`}var Ht=700,Ze=[1,1.2,1.45,1.75],jt=new URL(".",document.currentScript?.src??location.href).href,Vt="https://www.meteofrance.com/",C=class extends v{constructor(){super();this.silent=!1;this.conversation=null;this.began=!1;this.escapedAt=0;this.onKey=s=>{if(s.key!=="Escape"||s.isComposing)return;let i=performance.now();if(this.escapedAt&&i-this.escapedAt<Ht)return this.quit();!this.open&&!this.whole||(this.escapedAt=i,this.open&&(s.preventDefault(),this.hide()))};this.onOnline=()=>{let s=this.turns.at(-1);s?.state==="failed"&&!this.silent&&this.retry(s)};Object.assign(this,{mode:"widget",site:"defaut",base:jt,open:!1,look:null,turns:[],language:"fr"}),Object.assign(this,{size:0,settings:!1,status:"",speaking:"",busy:!1})}get words(){return je(this.language)}get whole(){return this.mode==="page"}get danger(){return!!this.turns.at(-1)?.answer?.emergency}connectedCallback(){super.connectedCallback(),this.whole?(this.replaceChildren(),this.begin()):Dt(()=>{this.load()})}disconnectedCallback(){super.disconnectedCallback(),removeEventListener("keydown",this.onKey,!0),removeEventListener("online",this.onOnline)}load(){return this.loading??=Me(this.base,this.site).then(s=>{this.look=s,s&&!this.whole&&(this.style.setProperty("--accent",s.accent),this.style.setProperty("--on-accent",s.on_accent))})}begin(){if(this.began)return;this.began=!0,this.load();let s=Ue(this.site);s&&(this.conversation=s.conversation,Object.assign(this,{turns:s.turns,language:s.language,size:s.size})),addEventListener("keydown",this.onKey,!0),addEventListener("online",this.onOnline)}async show(){this.begin(),this.open=!0,await this.updateComplete;let s=this.renderRoot.querySelector("dialog");matchMedia("(max-width: 40em), (max-height: 30em)").matches?s?.showModal():s?.show(),this.find("#title")?.focus();let i=this.find("#log");i&&this.turns.length&&(i.scrollTop=i.scrollHeight)}hide(){this.open&&(this.open=!1,this.settings=!1,this.speaking="",S(),this.updateComplete.then(()=>this.find("#launch")?.focus()))}async send(s){let i=s.trim();!i||this.busy||await this.attempt({id:Bt(),text:i,state:"waiting"})}async retry(s){this.busy||await this.attempt({...s,state:"waiting"})}async attempt(s){this.busy=!0,this.turns=[...this.turns.filter(n=>n.id!==s.id),s],this.status=this.words.typing,this.reveal(s);let i=this.conversation;try{let n=await Le(this.base,{message:s.text,conversation:i,message_id:s.id,site:this.site==="defaut"?null:this.site,plain:this.language==="plain"});this.take(s,n)}catch(n){let o=n instanceof q;this.silent&&!o&&this.giveBack(s.text),this.change(s,o?{state:"refused",problem:n.message}:{state:"failed"})}this.busy=!1,this.status="",this.reveal(s)}take(s,i){this.conversation=i.conversation,i.emergency&&(this.silent=!0,this.speaking="",S(),V(this.site)),this.change(s,{state:"answered",answer:i}),this.save()}change(s,i){this.turns=this.turns.map(n=>n.id===s.id?{...n,...i}:n)}save(){if(this.silent)return;let s=this.turns.filter(i=>i.state==="answered");s.length&&Ne(this.site,{conversation:this.conversation,turns:s,language:this.language,size:this.size})}giveBack(s){let i=this.find("#message");i&&!i.value&&(i.value=s)}opinion(s,i,n){this.conversation&&Oe(this.base,this.conversation,s.id,i,n);let o=i||n;this.change(s,{opinion:o?"done":"no"}),o&&(this.status=this.words.thanks)}async listen(s){let i=this.speaking;if(this.speaking="",S(),i===s.id||!s.answer)return;let{messages:n,results:o}=s.answer,r=[...n.map(c=>c.text),...o.map(c=>`${c.title}. ${c.text}`)].join(" ");this.speaking=s.id;let d=()=>{this.speaking=""};await qe(r,()=>this.speaking===s.id,d)||(d(),this.status=this.words.noVoice)}async copy(s){let i=await navigator.clipboard?.writeText(s).then(()=>!0,()=>!1);this.status=i?this.words.copied:this.words.notCopied}choose(s){Object.assign(this,s),this.size=Math.max(0,Math.min(Ze.length-1,this.size)),this.save()}get scale(){return Ze[this.size]}async clear(){this.conversation&&oe(this.base,this.conversation),this.conversation=null,this.turns=[],this.silent=!1,V(this.site),S(),this.settings=!1,this.status=this.words.erased,await this.updateComplete,this.find("#message")?.focus()}quit(){document.title="​",document.documentElement.style.setProperty("display","none","important"),S(),V(this.site),this.conversation&&oe(this.base,this.conversation),location.replace(this.look?.quit_url||Vt)}find(s){return this.renderRoot.querySelector(s)}async reveal(s){await this.updateComplete;let i=this.find(`[data-turn="${s.id}"]`),n=this.find("#log");if(!i||!n)return;let o=matchMedia("(prefers-reduced-motion: reduce)").matches;this.whole?i.scrollIntoView({block:"start",behavior:o?"auto":"smooth"}):n.scrollTo({top:i.offsetTop-8,behavior:o?"auto":"smooth"})}render(){return Je(this)}};C.styles=Ie,C.properties={mode:{},site:{},open:{state:!0},look:{state:!0},turns:{state:!0},language:{state:!0},size:{state:!0},settings:{state:!0},status:{state:!0},speaking:{state:!0},busy:{state:!0}};function Dt(t){let e=()=>"requestIdleCallback"in window?requestIdleCallback(t,{timeout:4e3}):setTimeout(t,800);document.readyState==="complete"?e():addEventListener("load",e,{once:!0})}function Bt(){let t=crypto.getRandomValues(new Uint8Array(16));return t[6]=t[6]&15|64,t[8]=t[8]&63|128,[...t].map(s=>s.toString(16).padStart(2,"0")).join("").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/,"$1-$2-$3-$4-$5")}var B="passerelle-chat",pe=document.currentScript;customElements.get(B)||customElements.define(B,C);function Xe(){if(!pe||"page"in pe.dataset)return;let t=document.querySelectorAll(B).length,e=document.createElement(B);e.setAttribute("site",pe.dataset.site??"defaut"),t&&e.style.setProperty("--shift",`${t*68}px`),document.body.append(e)}document.body?Xe():addEventListener("DOMContentLoaded",Xe,{once:!0});})();
