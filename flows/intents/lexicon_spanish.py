"""Spanish words by what they are about, spelt as `words` reads them: no case, no accents."""

from __future__ import annotations

# Concept -> its words; "por_favor" is two words in a row.
SPANISH: dict[str, str] = {
    # Who
    "SOMEONE": "alguien hombre hombres tipo tipos ladron ladrones ratero rateros sujeto sujetos muchacho "
    "muchachos man "
    "desconocido desconocidos intruso intrusos gente persona tiguere vato malandro malandros delincuente "
    "delincuentes maje majes encapuchado encapuchados vecino vecina vecinos",
    "FOE": "ex esposo marido novio pareja esposa novia exnovio exmarido exesposo padrastro concubino",
    "HE": "ella ellos ese",
    "KIN": "mama papa madre padre hijo hija hijos bebe nino nina ninos hermano hermana abuela abuelo tio tia sobrino "
    "sobrina primo prima amigo amiga familia mami papi suegra nieto nieta chiquito",
    "ME": "me nos mi_mismo",
    "MY": "mi mis mio mia nuestro nuestra",
    "I": "yo estoy estamos tengo soy",
    "YOU": "usted ustedes uds tu vos",
    "POLICE": "policia policias oficial oficiales ofisial agente agentes patrulla patrullas guardia patrullero "
    "unidad "
    "polisia",
    "DETECTIVE": "detective detectives detectibe investigador investigadora sargento",
    "SUPERVISOR": "supervisor supervisora jefe jefa encargado_de superior comandante",
    "NOBODY": "nadie ninguno ninguna",
    # The line
    "TEXTS": "mensaje mensajes mensajito mensajitos mesaje mesajes mensages texto textos testos textitos msj msjs "
    "notificacion notificaciones aviso avisos alerta alertas textearme texteen escribirme escriban escriba escribas "
    "escribiendome escribir escribiendo textear sms recordatorios textee notifiquen avisen envios comunicaciones",
    "LISTS": "lista sistema suscripcion base_de registro",
    "STOPV": "paren pare parar parenle parale para_ya dejen deje deja dejenme dejar detener detengan detenga "
    "detenganse "
    "alto basta cancelar cancelen cancele cesen cese suspender suspendan suspenda finalizar terminar desuscribir "
    "revocar revoco retiro baja desactivar desactiven apaguen estop no_manden no_mande no_envien no_escriban "
    "no_me_escriban no_me_manden",
    "REMOVE": "quitenme quiteme borrenme borreme eliminen eliminenme eliminame saquenme saqueme saca quiten "
    "quite borren "
    "bloqueenme salirme sacarme quitarme borrarme",
    "ENOUGH": "basta suficiente no_mas ya_no harta harto cansado_de cansada_de tantos demasiados",
    "STARTV": "empezar comenzar iniciar reanudar reanuden activar activenme activen suscribir suscribirme "
    "inscribanme "
    "agreguenme apuntenme vuelvan volver vuelva otra_vez de_nuevo prendan metanme ponganme reactivar reactiven "
    "continuar sigan desbloqueenme reinicien",
    "MUTEV": "silenciar silencien silencio mute mutear callenlo silencie pausar",
    "ONLY": "solo solamente nomas nada_mas unicamente",
    "SEND": "manden mande mandar mandarme mandeme mandenme envien envie enviar enviarme mandaron",
    "CONSENT": "consentimiento permiso autorizacion autorice autorizo",
    # Danger
    "WEAPON": "pistola pistolas arma armas cuchillo cuchillos navaja machete rifle escopeta revolver fuca "
    "hierro tubo "
    "bate martillo fusil hacha puñal punal cuchilla",
    "SHOOT": "disparos disparando tiros tirando_tiros balacera balazos tiroteo balas disparo dispararon tiro "
    "plomazos",
    "HARMING": "pegando golpeando atacando amenazando asaltando robando apuntando violando ahorcando lastimando "
    "pateando "
    "peleando empujando jalando matando mordiendo tocando gritando pega golpea amenaza agrediendo maltratando paliza "
    "ahorca apunta pegar golpear lastimar golpes patadas",
    "HARMED": "pego golpeo ataco amenazo asaltaron robaron apuñalo apunalo apunalaron violo golpearon pegaron "
    "lastimo "
    "hirio hirieron atropellaron atropello mordio ahorcarme apuntaron secuestraron agredio",
    "KILL": "matar matarme mata mato matarnos muerto muerta muerte morir morirme matan muere muriendo murio",
    "BODY": "cabeza pecho brazo pierna garganta cuello cara estomago barriga labios ojo costillas",
    "INJURY": "sangre sangrando sangra inconsciente herido herida heridos desmayo desmayado desmayada desangrando "
    "desplomado desplomo tirado_en mareado mareados quemado",
    "MEDICAL": "respira respirar respiro infarto derrame sobredosis convulsionando convulsiones convulsion ahogando "
    "atragantando parto alergia alergica asma ataque azucar embarazada contracciones dando_a inhalador ahogo",
    "SUICIDE": "suicidio suicidarme suicidarse suicida suicidar matarme quitarme_la cortarme tirarme tiro_del venas "
    "ahorcarme",
    "FAREWELL": "adios despedida despedirme extranar extrane los_amo la_amo los_quiero perdonenme perdoname cartas "
    "sin_mi ya_no_voy para_siempre no_voy_a_estar",
    "EDGE": "puente orilla borde azotea cornisa barandal techo_del vias",
    "ANNOYED": "fastidio fastidian fastidia molestan molesta molesten acoso bloquear bloqueo bloqueados abogado fcc "
    "tcpa demando harta harto coronilla hartos",
    "LIVE": "vivir viviendo vida existir",
    "PILLS": "pastillas pastilla frasco medicinas",
    "FIRE": "incendio fuego llamas humo quemando quema incendiando explosion exploto",
    "GAS": "gas electrocuto cable_de cable_vivo",
    "BOMB": "bomba explosivo",
    "AMBULANCE": "ambulancia ambulancias paramedicos bomberos 911",
    "EMERGENCY": "emergencia emergensia emerjensia urgente auxilio ausilio socorro emergencias",
    "FEAR": "miedo asustada asustado aterrada temo panico aterrado temblando",
    "HIDE": "escondida escondido escondidos encerrada encerrado encerrados atrapado atrapada rodeado callada",
    "FOLLOW": "siguiendo sigue siguen persiguiendo persigue persiguen siguiendome acosando vigilando acechando "
    "detras_de espiando rondando",
    "BREAKIN": "metiendo metieron metio entrar entrando entraron forzando rompiendo tumbando brincando trepado "
    "trepao "
    "metiendose meterse tratando_de abrir abriendo",
    "INSIDE": "dentro adentro afuera fuera en arriba abajo frente",
    "HOME": "casa apartamento cuarto garaje patio cocina sala puerta puertas ventana techo balcon escalera bano "
    "porton "
    "cerca pasillo sotano edificio tienda negocio yarda",
    "HOSTAGE": "secuestro secuestrado secuestrada rehen no_me_deja cajuela a_la_fuerza amarrado amarrada no_me_dejan",
    "MISSING": "desaparecio desaparecido perdido no_aparece",
    "HELP": "ayuda ayudenme ayudeme ayudame ayudennos salvenme auxilio",
    "HURRY": "rapido apurate apurense urgente pronto avanza corran",
    "NOW": "ahora ahorita ya todavia sigue aun ahora_mismo en_este momento",
    "PAST": "ayer anoche anteayer antier pasado pasada hace antes lunes martes miercoles jueves viernes sabado "
    "domingo "
    "dias semana mes ano",
    "NEG": "no nunca tampoco ni sin jamas",
    "WANTTO": "quiero quiere quieren quisiera deseo necesito necesitamos va_a van_a voy_a nesesito ocupo preferiria "
    "prefiero",
    # The case
    "CASE": "caso casos denuncia investigacion denunsia expediente incidente lo_mio asunto",
    "REPORT": "reporte informe reportes acta constancia",
    "NUMBER": "numero numeros nro num numerito",
    "COPY": "copia copias papel papelito documento constancia certificada",
    "GET": "recoger sacar consigo conseguir obtener recojo saco obtengo buscar",
    "READY": "listo linea",
    "INSURANCE": "seguro aseguranza aseguradora consulado banco abogado dmv poliza reclamo",
    "STATUS": "estado estatus status novedad novedades noticia noticias avance avances avanzado paso sabe saben "
    "supieron "
    "quedo va_mi como_va sigue_mi que_hay actualizacion pasa sabido",
    "WAIT": "esperar esperando espero espera demora demoran tarda tardan tardanza cuanto falta horas llevo",
    "COME": "viene vienen venir llega llegan llegar llegado vendran venga vengan vino vinieron llego mandado "
    "ha_venido "
    "aparece_nadie llegaron benido",
    "ASSIGNED": "asignado asignaron asignada encargado cargo lleva atiende asigno responsable tocó toca",
    "WHO": "quien quienes kien cual que_oficial que_detective que_policia",
    "NAME": "nombre apellido llama placa_del correo email tarjeta tarjetica llamaba contacto",
    "WHEN": "cuando que_hora a_que_hora",
    "WHERE": "donde adonde",
    "WHAT": "que ke q",
    "HOW": "como",
    "WHY": "porque por_que",
    "CALL": "llamen llame llamar llamada llameme llamenme llamarme llaman hablar llamadita telefonazo marcar "
    "marquenme "
    "marcan marcas timbran comunicara yamenme yame marque telefono comunicarme llama_a hablame hableme",
    "HUMAN": "humano persona_real persona_de operador",
    "FOUND": "encontre encontraron encontramos aparecio apareció aparecieron recupere recuperaron hallaron halle "
    "encontrado localizado localice",
    "CATCH": "agarraron arrestaron atraparon arresto detuvieron preso capturaron sospechoso sospechosos",
    "STOLE": "robaron robo roban llevaron hurto robada robado quitaron hurtaron robarme",
    "THING": "carro coche auto camioneta moto bici bicicleta troca troka cartera bolsa bolso celular telefono_robado "
    "laptop joyas llaves perro gato herramientas anillo cadena televisor pasola lancha tarjetas tarjeta cheque "
    "cheques mochila pasaporte billetera motor guagua yipeta",
    "EVIDENCE": "video videos foto fotos camara camaras grabacion placa tablilla chapa serie imei testigo testigos "
    "recibo factura huellas evidencia pruebas grabo matricula",
    "ALSO": "tambien ademas otro otra olvido falto agregar anadir mas_informacion acorde informacion dato corregir "
    "correccion falta faltan",
    "SAW": "vi vio vieron marketplace offerup vendiendo pulguero",
    "SETTLED": "resuelto resolvio arreglado arreglo arreglamos solucionado acuerdo malentendido falsa_alarma "
    "devolvio "
    "devolvieron pagaron pago movieron se_fue se_fueron recogieron trajo aparecio ya_no reembolso equivocacion",
    "DROP": "retirar cargos desistir cerrar cierren olviden anular dejarlo dejenlo dejemoslo retiro_la denunciar "
    "cancelar_mi asi_nomas",
    "CANCELV": "cancelar cancele cancelen",
    "NONEED": "no_hace no_es_necesario no_necesito no_vengan no_venga ya_no_hace hace_falta no_hace_falta no_manden",
    "THANKS": "gracias grasias grax agradezco agradecido agradecida bendiga bendiciones agradecemos gracia "
    "muchisimas",
    "PRAISE": "excelente amable amables bueno buen buena perfecto maravilloso lindo chevere respetuoso",
    "RUDE": "grosero grosera inutiles inutil pesimo pesima verguenza queja quejarme quejo mierda porqueria descaro "
    "irrespeto respeto mala malo malisimo peor decepcionado decepcionada molesta molesto vagos abuso burlo "
    "incompetentes indignado indignante discriminacion sirven grito mintieron insulto falta_de injusto colmo lentos "
    "racista maltrato porquería",
    "TAXES": "impuestos taxes",
    "LANG": "espanol ingles castellano idioma traduccion traductor traduce interprete traducir portugues creole",
    "SPEAK": "habla hablan hablo hable entiendo entiende escribanme leo cambiar cambien cambie lee",
    "WRONG": "equivocado equivocada equivocaron equivoco ekibocado ekivocado incorrecto error equivocaste "
    "confundiste",
    "NOTME": "no_soy no_conozco no_es_mi no_llame yo_no no_vive aqui_no no_reporte otra_persona numero_nuevo",
    "BOT": "robot bot maquina estafa fraude real automatico scam",
    "WORK": "funciona sirve comandos menu opciones instrucciones explicar usa palabras",
    "COST": "cobran cuesta costo cobra gratis precio",
    "YES": "si sipi claro correcto dale por_supuesto asi_es simon exacto afirmativo",
    "NO": "nop nel nones negativo para_nada",
    "ORDER": "primero primera segundo segunda tercero tercera ultimo ultima opcion",
    "RATING": "estrellas estrella calificacion puntos califico le_doy les_doy",
    "PLEASE": "favor porfa porfavor xfa xfavor porfabor",
    "MORNING": "manana tarde noche mediodia despues",
}
